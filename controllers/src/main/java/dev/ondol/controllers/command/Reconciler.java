package dev.ondol.controllers.command;

import dev.ondol.controllers.command.Desired.Target;
import dev.ondol.controllers.verify.Observations;
import dev.ondol.controllers.verify.Proposal;
import dev.ondol.controllers.verify.Ramp;
import dev.ondol.controllers.verify.Ramp.Next;
import dev.ondol.controllers.verify.StagedChange;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Compares what is wanted with what is in force, every time anew, and proposes the difference to the verifier. It keeps
/// nothing between two calls: a lost command, a plant that went its own way and a new plan are all the same case.
public final class Reconciler {
    private static final String RELIEF = "relief";

    private final PointCatalog catalog;
    private final Verifier verifier;
    private final List<PointId> air;

    /// @param value  accepted by the verifier, in the unit of the point
    /// @param reason "plan" where it is the wanted value, "ramp" where it is a step towards it, "relief" where racks are too warm
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
        this.air = catalog.writable().stream().map(Point::id).filter(Relief::relieves).toList();
    }

    /// The whole difference: once for each plan, so that a plant whose own interlock holds another value is asked again
    /// in the next cycle and not before.
    ///
    /// @param now plant time in milliseconds
    public Outcome reconcile(Desired desired, Observations plant, long now) {
        Outcome outcome = new Outcome(new ArrayList<>(), new ArrayList<>());
        Cycle cycle = new Cycle(plant, now, verifier.warmReserve(plant, now), verifier.staged(plant, now), outcome);
        Set<PointId> unsaid = new LinkedHashSet<>(air);
        for (Target target : desired.targets()) {
            OptionalDouble value = target.at(now);
            if (value.isPresent()) {
                unsaid.remove(target.point());
                reconcile(target.explicit(), new Proposal(target.point(), value.getAsDouble(), desired.plan().cycle(),
                        desired.validUntil()), cycle);
            }
        }
        for (PointId point : unsaid) {
            double base = plant.trajectory(point).map(Trajectory::base).orElse(Double.NaN);
            Proposal asIs = new Proposal(point, base, desired.plan().cycle(), desired.validUntil());
            if (relieved(asIs, plant, now).isPresent()) {
                reconcile(false, asIs, cycle);
            }
        }
        return outcome;
    }

    /// What one look at all set-points shares.
    private record Cycle(Observations plant, long now, WarmReserve warm, StagedChange staged, Outcome outcome) {}

    /// Only the next steps of ramps, which go in the saving direction, and relief of warm racks: for the time between two plans.
    ///
    /// @param now plant time in milliseconds
    public Outcome ramp(Desired desired, Observations plant, long now) {
        Outcome all = reconcile(desired, plant, now);
        return new Outcome(all.writes().stream().filter(write -> plant.trajectory(write.point().id())
                .filter(trajectory -> write.reason().equals(RELIEF) || trajectory.saves(write.value())).isPresent())
                .toList(), List.of());
    }

    /// What takes the place of the wish; empty where nothing is to be relieved.
    private Optional<Proposal> relieved(Proposal wish, Observations plant, long now) {
        Optional<SetpointLimits> limits = catalog.find(wish.point()).flatMap(Point::limits);
        Optional<Trajectory> trajectory = plant.trajectory(wish.point());
        if (limits.isEmpty() || trajectory.isEmpty()) {
            return Optional.empty();
        }
        OptionalDouble relief = Relief.of(wish.point(), limits.get(), wish.value(), trajectory.get().base(), plant,
                now);
        return relief.isPresent() ? Optional.of(wish.step(relief.getAsDouble())) : Optional.empty();
    }

    private void reconcile(boolean explicit, Proposal planned, Cycle cycle) {
        Observations plant = cycle.plant();
        long now = cycle.now();
        Outcome outcome = cycle.outcome();
        if (!explicit && verifier.isLeftAlone(planned.point(), plant)) {
            return;
        }
        Optional<Proposal> relief = relieved(planned, plant, now);
        Proposal wish = relief.orElse(planned);
        if (explicit && refused(wish, verifier.verifyTarget(wish, plant, now), outcome)) {
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
                    Optional<Rejected> broken = cycle.warm().broken(step.point(), value).or(() -> cycle.staged().broken(
                            step.point(), value));
                    broken.ifPresentOrElse(
                            reason -> outcome.refusals().add(new Refusal(step.point(), value, reason)),
                            () -> outcome.writes().add(new Write(point.get(), value, relief.isPresent()
                                    ? RELIEF
                                    : value == wish.value() ? "plan" : "ramp")));
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
