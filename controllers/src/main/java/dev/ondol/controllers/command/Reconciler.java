package dev.ondol.controllers.command;

import dev.ondol.controllers.command.Desired.Target;
import dev.ondol.controllers.verify.Observations;
import dev.ondol.controllers.verify.Proposal;
import dev.ondol.controllers.verify.Ramp;
import dev.ondol.controllers.verify.Ramp.Next;
import dev.ondol.controllers.verify.Trajectory;
import dev.ondol.controllers.verify.Verdict;
import dev.ondol.controllers.verify.Verdict.Accepted;
import dev.ondol.controllers.verify.Verdict.Rejected;
import dev.ondol.controllers.verify.Verifier;
import dev.ondol.controllers.verify.WarmReserve;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.SetpointLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compares what is wanted with what is in force, every time anew, and proposes the difference to the verifier. It keeps
/// nothing between two calls: a lost command, a plant that went its own way and a new plan are all the same case.
public final class Reconciler {
    private final PointCatalog catalog;
    private final Verifier verifier;

    /// @param value  accepted by the verifier, in the unit of the point
    /// @param reason "plan" where it is the wanted value, "ramp" where it is a step towards it
    public record Write(Point point, double value, String reason) {}

    /// @param value what was refused
    public record Refusal(PointId point, double value, Rejected verdict) {}

    /// @param writes   to be sent now
    /// @param refusals targets or steps that the verifier refused
    public record Outcome(List<Write> writes, List<Refusal> refusals) {
        public static Outcome nothing() {
            return new Outcome(List.of(), List.of());
        }
    }

    public Reconciler(PointCatalog catalog, Verifier verifier) {
        this.catalog = catalog;
        this.verifier = verifier;
    }

    /// The whole difference: once for each plan, so that a plant whose own interlock holds another value is asked again
    /// in the next cycle and not before.
    ///
    /// @param now plant time in milliseconds
    public Outcome reconcile(Desired desired, Observations plant, long now) {
        Outcome outcome = new Outcome(new ArrayList<>(), new ArrayList<>());
        WarmReserve warm = verifier.warmReserve(plant, now);
        for (Target target : desired.targets()) {
            target.at(now).ifPresent(value -> reconcile(target, new Proposal(target.point(), value,
                    desired.plan().cycle(), desired.validUntil()), plant, now, warm, outcome));
        }
        return outcome;
    }

    /// Only the next steps of ramps, which go in the saving direction: for the time between two plans.
    ///
    /// @param now plant time in milliseconds
    public Outcome ramp(Desired desired, Observations plant, long now) {
        Outcome all = reconcile(desired, plant, now);
        return new Outcome(all.writes().stream().filter(write -> plant.trajectory(write.point().id())
                .filter(trajectory -> trajectory.saves(write.value())).isPresent()).toList(), List.of());
    }

    private void reconcile(Target target, Proposal wish, Observations plant, long now, WarmReserve warm,
            Outcome outcome) {
        if (target.explicit() && refused(wish, verifier.verifyTarget(wish, plant, now), outcome)) {
            return;
        }
        Optional<Point> point = catalog.find(wish.point());
        Optional<SetpointLimits> limits = point.flatMap(Point::limits);
        Optional<Trajectory> trajectory = plant.trajectory(wish.point());
        if (limits.isEmpty() || trajectory.isEmpty()) {
            return;
        }
        switch (Ramp.next(wish.value(), limits.get(), trajectory.get(), now)) {
            case Next.Step(double value) -> {
                Proposal step = wish.step(value);
                if (!refused(step, verifier.verify(step, plant, now), outcome)) {
                    warm.broken(step.point(), value).ifPresentOrElse(
                            reason -> outcome.refusals().add(new Refusal(step.point(), value, reason)),
                            () -> outcome.writes().add(new Write(point.get(), value, value == wish.value()
                                    ? "plan"
                                    : "ramp")));
                }
            }
            case Next.Arrived() -> {
            }
            case Next.Waiting() -> {
            }
            case Next.Unknown() -> {
            }
        }
    }

    private static boolean refused(Proposal proposal, Verdict verdict, Outcome outcome) {
        return switch (verdict) {
            case Accepted accepted -> false;
            case Rejected rejected -> outcome.refusals().add(new Refusal(proposal.point(), proposal.value(), rejected));
        };
    }
}
