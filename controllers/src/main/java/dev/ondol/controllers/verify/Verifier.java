package dev.ondol.controllers.verify;

import dev.ondol.controllers.verify.Readings.Reading;
import dev.ondol.controllers.verify.Requirements.Needs;
import dev.ondol.controllers.verify.Requirements.Room;
import dev.ondol.controllers.verify.Verdict.Accepted;
import dev.ondol.controllers.verify.Verdict.Reason;
import dev.ondol.controllers.verify.Verdict.Rejected;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.point.SetpointLimits;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.workload.NodePowerState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Checks every single write against the safety properties, without knowing where it comes from. Immutable; what it
/// knows about the plant comes with each question.
public final class Verifier {
    /// Upper end of the recommended range of inlet air, Celsius (ASHRAE TC 9.9, Thermal Guidelines, 5th edition).
    static final double RECOMMENDED_INLET_C = Inlets.RECOMMENDED_C;
    /// Highest dew point of the recommended range, Celsius (same source).
    static final double RECOMMENDED_DEW_POINT_C = 15;
    /// Distance that water keeps from the dew point, K.
    static final double DEW_POINT_MARGIN_K = 2;
    /// Direction changes an hour, at most; one of them is kept for the way back to safety.
    static final int TURNS_AN_HOUR = 4;
    /// A plan may be made for an instant that the clock has not reached by this much, milliseconds.
    static final long AHEAD_MS = 60_000;
    /// Differences below this are arithmetic, not wishes; in the unit of the point.
    static final double ROUNDING = 1e-9;

    private final PointCatalog catalog;
    private final CoolantRise coolantRise;
    private final EcoMode eco;
    private final SensorVotes votes;
    private final SpareUnits spares;
    private final StagedChange.Layout layout;
    private final Requirements requirements;
    private final Map<String, WarmReserve.Model> models;
    private final List<Rule> targetRules = List.of(
            (proposal, plant, now) -> notWritable(proposal),
            (proposal, plant, now) -> operatorHolds(proposal, plant),
            (proposal, plant, now) -> notANumber(proposal),
            (proposal, plant, now) -> outsideEnvelope(proposal),
            (proposal, plant, now) -> noSuchState(proposal),
            (proposal, plant, now) -> planNotValid(proposal, now),
            this::staleInput,
            this::dewPoint,
            this::nodeBusy,
            (proposal, plant, now) -> storage(proposal, plant, now),
            this::ecoMode);
    private final List<Rule> stepRules = List.of(
            this::inletAboveRecommended,
            this::noSpare,
            this::coolantRise,
            this::ecoTooSoon,
            this::tooFast,
            this::tooLarge,
            this::flipFlop);

    public Verifier(Site site, PointCatalog catalog) {
        this.catalog = catalog;
        this.coolantRise = new CoolantRise(site);
        this.eco = new EcoMode(site);
        this.votes = new SensorVotes(site);
        this.spares = new SpareUnits(site);
        this.layout = new StagedChange.Layout(site, catalog);
        this.requirements = new Requirements(site, inputs());
        this.models = WarmReserve.models(site);
    }

    private Map<PointId, List<PointId>> inputs() {
        Map<PointId, List<PointId>> inputs = new HashMap<>(coolantRise.inputs());
        inputs.put(EcoMode.SETPOINT, eco.inputs());
        return inputs;
    }

    /// The rules that hold for the final value of a plan as well as for each step towards it.
    public Verdict verifyTarget(Proposal proposal, Observations plant, long now) {
        return verdict(proposal, plant, now, targetRules);
    }

    /// All rules. A value is accepted as it is or not at all.
    ///
    /// @param now plant time in milliseconds
    public Verdict verify(Proposal proposal, Observations plant, long now) {
        Verdict target = verdict(proposal, plant, now, targetRules);
        return target instanceof Accepted ? verdict(proposal, plant, now, stepRules) : target;
    }

    /// Whether no input of that set-point is missing or too old: [#staleInputs] is empty.
    public boolean sees(PointId setpoint, Observations plant, long now) {
        if (!reported(setpoint, plant, now)) {
            return false;
        }
        for (PointId input : requirements.of(setpoint).inputs()) {
            if (!isTrusted(input, plant, now)) {
                return false;
            }
        }
        return true;
    }

    private boolean isTrusted(PointId input, Observations plant, long now) {
        return plant.readings().isFresh(input, now) && !votes.outvoted(input, plant, now);
    }

    private static boolean reported(PointId setpoint, Observations plant, long now) {
        return plant.trajectory(setpoint).filter(trajectory -> trajectory.isFresh(now)).isPresent();
    }

    /// Inputs of that set-point that are missing or too old, its own report included.
    public List<PointId> staleInputs(PointId setpoint, Observations plant, long now) {
        Stream<PointId> own = reported(setpoint, plant, now) ? Stream.empty() : Stream.of(setpoint);
        return Stream.concat(own, requirements.of(setpoint).inputs().stream()
                .filter(input -> !isTrusted(input, plant, now))).toList();
    }

    private interface Rule {
        Optional<Rejected> broken(Proposal proposal, Observations plant, long now);
    }

    /// Rules are asked in order; the first broken one answers, so that later ones may rely on earlier ones.
    private static Verdict verdict(Proposal proposal, Observations plant, long now, List<Rule> rules) {
        for (Rule rule : rules) {
            Optional<Rejected> broken = rule.broken(proposal, plant, now);
            if (broken.isPresent()) {
                return broken.get();
            }
        }
        return new Accepted(proposal.value());
    }

    private Optional<Rejected> notWritable(Proposal proposal) {
        return catalog.find(proposal.point()).filter(Point::writable).isPresent()
                ? Optional.empty()
                : reject(Reason.NOT_WRITABLE, "%s is not a writable point of this site.".formatted(proposal.point()));
    }

    private static Optional<Rejected> operatorHolds(Proposal proposal, Observations plant) {
        if (plant.isOverridden(proposal.point())) {
            return reject(Reason.OPERATOR_HOLDS, "An operator holds %s.".formatted(proposal.point()));
        }
        return plant.isOutOfService(proposal.point().equipment())
                ? reject(Reason.OUT_OF_SERVICE, "%s is out of service.".formatted(proposal.point().equipment()))
                : Optional.empty();
    }

    /// Whether that set-point belongs to an operator for the time being: held, or of a unit out of service.
    public boolean isLeftAlone(PointId point, Observations plant) {
        return plant.isOverridden(point) || plant.isOutOfService(point.equipment());
    }

    private Optional<Rejected> notANumber(Proposal proposal) {
        return Double.isFinite(proposal.value())
                ? Optional.empty()
                : reject(Reason.NOT_A_NUMBER,
                        "%s is not a value for %s.".formatted(proposal.value(), proposal.point()));
    }

    private Optional<Rejected> outsideEnvelope(Proposal proposal) {
        SetpointLimits limits = limits(proposal.point());
        return limits.contains(proposal.value())
                ? Optional.empty()
                : reject(Reason.OUTSIDE_ENVELOPE, "%s = %s is outside %s to %s.".formatted(proposal.point(),
                        proposal.value(), limits.min(), limits.max()));
    }

    private static Optional<Rejected> planNotValid(Proposal proposal, long now) {
        return now <= proposal.validUntil() && proposal.plannedAt() <= now + AHEAD_MS
                ? Optional.empty()
                : reject(Reason.PLAN_NOT_VALID, "The plan of %d holds until %d; the plant's clock shows %d."
                        .formatted(proposal.plannedAt(), proposal.validUntil(), now));
    }

    private Optional<Rejected> staleInput(Proposal proposal, Observations plant, long now) {
        if (sees(proposal.point(), plant, now)) {
            return Optional.empty();
        }
        List<PointId> stale = staleInputs(proposal.point(), plant, now);
        return reject(Reason.STALE_INPUT, "%s needs %s, which has no reading to be trusted (%d inputs in all)."
                .formatted(proposal.point(), stale.getFirst(), stale.size()));
    }

    private Optional<Rejected> dewPoint(Proposal proposal, Observations plant, long now) {
        Room room = requirements.of(proposal.point()).dewPoint();
        if (room == Room.NONE) {
            return Optional.empty();
        }
        double outdoorC = DewPoint.of(freshValue(plant, Requirements.dryBulb(), now), freshValue(plant, Requirements
                .humidity(), now));
        double roomC = room == Room.DRIED ? Math.min(outdoorC, RECOMMENDED_DEW_POINT_C) : outdoorC;
        return proposal.value() >= roomC + DEW_POINT_MARGIN_K
                ? Optional.empty()
                : reject(Reason.DEW_POINT, "%s = %s is less than %s K above the dew point of %.2f."
                        .formatted(proposal.point(), proposal.value(), DEW_POINT_MARGIN_K, roomC));
    }

    private Optional<Rejected> inletAboveRecommended(Proposal proposal, Observations plant, long now) {
        if (!trajectory(proposal, plant).saves(proposal.value())) {
            return Optional.empty();
        }
        Needs needs = requirements.of(proposal.point());
        double ahead = riseK(proposal, plant, now);
        return needs.inlets().stream()
                .filter(inlet -> plant.readings().fresh(inlet, now).map(Reading::value)
                        .filter(inletC -> inletC + ahead > RECOMMENDED_INLET_C).isPresent())
                .findFirst()
                .flatMap(hot -> reject(Reason.INLET_ABOVE_RECOMMENDED,
                        "%s is above %s, or would be by %.1f K more, so %s must not go on saving.".formatted(hot,
                                RECOMMENDED_INLET_C, ahead, proposal.point())));
    }

    /// What a warmer supply adds to every inlet before long, K: what is under way already included, for sensors lag behind set-points. No
    /// model says how much less it may be for some.
    private static double riseK(Proposal proposal, Observations plant, long now) {
        return proposal.point().quantity().equals(Quantity.SUPPLY_AIR_TEMPERATURE_SETPOINT.id())
                ? Math.max(0, proposal.value() - freshValue(plant, PointId.of(proposal.point().equipment(),
                        Quantity.SUPPLY_AIR_TEMPERATURE), now))
                : 0;
    }

    private Optional<Rejected> noSpare(Proposal proposal, Observations plant, long now) {
        Trajectory trajectory = trajectory(proposal, plant);
        double most = trajectory.farthest(now) + limits(proposal.point()).savingStep();
        return spares.broken(proposal, trajectory.saves(proposal.value()), most, plant, now);
    }

    private Optional<Rejected> coolantRise(Proposal proposal, Observations plant, long now) {
        Trajectory trajectory = trajectory(proposal, plant);
        return coolantRise.broken(proposal, trajectory.saves(proposal.value()), trajectory.base(), plant, now);
    }

    /// Air through a contained aisle goes with the square root of its pressure; other steps are small enough by their slew limit. Of a
    /// pressure that is none nothing can be taken: the share is infinite or NaN.
    private Optional<Rejected> tooLarge(Proposal proposal, Observations plant, long now) {
        double left = Math.sqrt(proposal.value()) / Math.sqrt(trajectory(proposal, plant).base());
        return proposal.point().quantity().equals(Quantity.DIFFERENTIAL_PRESSURE_SETPOINT.id())
                && left < 1 - StagedChange.SHARE
                        ? reject(Reason.TOO_LARGE, "%s = %s would leave %.0f %% of the air.".formatted(proposal.point(),
                                proposal.value(), 100 * left))
                        : Optional.empty();
    }

    private Optional<Rejected> ecoMode(Proposal proposal, Observations plant, long now) {
        return eco.broken(proposal, plant, now);
    }

    private Optional<Rejected> ecoTooSoon(Proposal proposal, Observations plant, long now) {
        Trajectory trajectory = trajectory(proposal, plant);
        return EcoMode.tooSoon(proposal, trajectory.saves(proposal.value()), trajectory, now);
    }

    private Optional<Rejected> tooFast(Proposal proposal, Observations plant, long now) {
        Trajectory trajectory = trajectory(proposal, plant);
        double farthest = trajectory.farthest(now);
        return trajectory.saving(proposal.value()) <= trajectory.saving(farthest) + ROUNDING
                ? Optional.empty()
                : reject(Reason.TOO_FAST,
                        "%s = %s is more than %s per %d s; it may go to %s.".formatted(proposal.point(),
                                proposal.value(), limits(proposal.point()).savingStep(),
                                SetpointLimits.SAVING_PERIOD_SECONDS, farthest));
    }

    /// Refuses only to turn back to saving, and that one turn early: more cooling is always permitted, and the turn towards
    /// it must fit into the hour too.
    private Optional<Rejected> flipFlop(Proposal proposal, Observations plant, long now) {
        Trajectory trajectory = trajectory(proposal, plant);
        boolean turnsToSaving = trajectory.lastWasSafe() && trajectory.saves(proposal.value());
        return turnsToSaving && trajectory.turns(now) > TURNS_AN_HOUR - 2
                ? reject(Reason.FLIP_FLOP,
                        "%s has changed its direction %d times in the last hour.".formatted(proposal.point(),
                                trajectory.turns(now)))
                : Optional.empty();
    }

    private Optional<Rejected> noSuchState(Proposal proposal) {
        boolean between = isPowerState(proposal.point()) && NodePowerState.of(proposal.value()).isEmpty()
                || proposal.point().quantity().equals(Quantity.LEAF_STANDBY_SETPOINT.id())
                        && proposal.value() != Math.rint(proposal.value());
        return !between
                ? Optional.empty()
                : reject(Reason.NO_SUCH_STATE, "%s = %s is no state of it.".formatted(proposal.point(),
                        proposal.value()));
    }

    /// Waking is always permitted; a node is parked only where it has said lately that it has no job.
    private Optional<Rejected> nodeBusy(Proposal proposal, Observations plant, long now) {
        if (!isPowerState(proposal.point()) || proposal.value() != NodePowerState.PARKED.setpoint()) {
            return Optional.empty();
        }
        Optional<Reading> allocated = plant.readings().fresh(PointId.of(proposal.point().equipment(),
                Quantity.GPUS_ALLOCATED), now);
        return allocated.isPresent() && allocated.get().value() == 0
                ? Optional.empty()
                : reject(Reason.NODE_BUSY, "%s must not be parked: GPUs in use there are %s.".formatted(proposal
                        .point().equipment(),
                        allocated.map(reading -> String.valueOf(reading.value())).orElse(
                                "not known")));
    }

    private static Optional<Rejected> storage(Proposal proposal, Observations plant, long now) {
        return proposal.point().equals(StorageLimits.SETPOINT)
                ? StorageLimits.broken(proposal.value(), plant.readings(), now)
                : Optional.empty();
    }

    private static boolean isPowerState(PointId point) {
        return point.quantity().equals(Quantity.POWER_STATE_SETPOINT.id());
    }

    /// The watch over what must not change everywhere at once.
    ///
    /// @param now plant time in milliseconds
    public StagedChange staged(Observations plant, long now) {
        return new StagedChange(layout, plant, now);
    }

    /// The watch over free and awake nodes while several are parked in one cycle.
    ///
    /// @param now plant time in milliseconds
    public WarmReserve warmReserve(Observations plant, long now) {
        return new WarmReserve(models, plant, now);
    }

    private SetpointLimits limits(PointId point) {
        return catalog.find(point).flatMap(Point::limits).orElseThrow();
    }

    private static Trajectory trajectory(Proposal proposal, Observations plant) {
        return plant.trajectory(proposal.point()).orElseThrow();
    }

    private static double freshValue(Observations plant, PointId point, long now) {
        return plant.readings().fresh(point, now).map(Reading::value).orElseThrow();
    }

    private static Optional<Rejected> reject(Reason reason, String text) {
        return Optional.of(new Rejected(reason, text));
    }
}
