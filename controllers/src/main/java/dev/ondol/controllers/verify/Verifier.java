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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Checks every single write against the safety properties, without knowing where it comes from. Immutable; what it
/// knows about the plant comes with each question.
public final class Verifier {
    /// Upper end of the recommended range of inlet air, Celsius (ASHRAE TC 9.9, Thermal Guidelines, 5th edition).
    static final double RECOMMENDED_INLET_C = Inlets.RECOMMENDED_C;
    /// Highest dew point of the recommended range, Celsius (same source).
    static final double RECOMMENDED_DEW_POINT_C = 15;
    /// Distance that water keeps from the dew point, K.
    static final double DEW_POINT_MARGIN_K = 2;
    /// A plan may be made for an instant that the clock has not reached by this much, milliseconds.
    static final long AHEAD_MS = 60_000;

    private final PointCatalog catalog;
    private final CoolantRise coolantRise;
    private final EcoMode eco;
    private final SpareUnits spares;
    private final StagedChange.Layout layout;
    private final Sight sight;
    private final Map<String, WarmReserve.Model> models;
    private final List<Rule> targetRules = List.of(
            (proposal, plant, now) -> notWritable(proposal),
            (proposal, plant, now) -> operatorHolds(proposal, plant),
            (proposal, plant, now) -> notANumber(proposal),
            (proposal, plant, now) -> outsideEnvelope(proposal),
            (proposal, plant, now) -> NodeStates.noSuchState(proposal),
            (proposal, plant, now) -> planNotValid(proposal, now),
            this::seen,
            this::dewPoint,
            NodeStates::busy,
            Verifier::storage,
            this::ecoMode);
    private final List<Rule> stepRules = List.of(
            this::inletAboveRecommended,
            this::noSpare,
            this::coolantRise,
            this::ecoTooSoon,
            this::tooFast,
            (proposal, plant, now) -> StepLimits.tooLarge(proposal, trajectory(proposal, plant)),
            (proposal, plant, now) -> StepLimits.flipFlop(proposal, trajectory(proposal, plant), now));

    public Verifier(Site site, PointCatalog catalog) {
        this.catalog = catalog;
        this.coolantRise = new CoolantRise(site);
        this.eco = new EcoMode(site);
        this.spares = new SpareUnits(site);
        this.layout = new StagedChange.Layout(site, catalog);
        this.sight = new Sight(site, inputs());
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
        if (target instanceof Rejected) {
            return target;
        }
        trajectory(proposal, plant).forget(now);
        return verdict(proposal, plant, now, stepRules);
    }

    /// Whether no input of that set-point is missing, too old, frozen or contradicted: [#staleInputs] is empty.
    public boolean sees(PointId setpoint, Observations plant, long now) {
        return sight.sees(setpoint, plant, now);
    }

    /// Inputs of that set-point that are not to be trusted now, its own report included.
    public List<PointId> staleInputs(PointId setpoint, Observations plant, long now) {
        return sight.blind(setpoint, plant, now);
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

    private Optional<Rejected> seen(Proposal proposal, Observations plant, long now) {
        return sight.broken(proposal, plant, now);
    }

    private Optional<Rejected> dewPoint(Proposal proposal, Observations plant, long now) {
        Room room = sight.needs(proposal.point()).dewPoint();
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
        Needs needs = sight.needs(proposal.point());
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

    private Optional<Rejected> ecoMode(Proposal proposal, Observations plant, long now) {
        return eco.broken(proposal, plant, now);
    }

    private Optional<Rejected> ecoTooSoon(Proposal proposal, Observations plant, long now) {
        Trajectory trajectory = trajectory(proposal, plant);
        return EcoMode.tooSoon(proposal, trajectory.saves(proposal.value()), trajectory, now);
    }

    private Optional<Rejected> tooFast(Proposal proposal, Observations plant, long now) {
        return StepLimits.tooFast(proposal, limits(proposal.point()), trajectory(proposal, plant), now);
    }

    private static Optional<Rejected> storage(Proposal proposal, Observations plant, long now) {
        return proposal.point().equals(StorageLimits.SETPOINT)
                ? StorageLimits.broken(proposal.value(), plant.readings(), now)
                : Optional.empty();
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
