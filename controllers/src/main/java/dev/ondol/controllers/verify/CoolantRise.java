package dev.ondol.controllers.verify;

import dev.ondol.controllers.verify.Readings.Reading;
import dev.ondol.controllers.verify.Verdict.Reason;
import dev.ondol.controllers.verify.Verdict.Rejected;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Site;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which coolant flow carries the heat of now: with less of it the coolant would warm by more than it does at nameplate heat and
/// design flow. Reckoned from what the sensors of the loop show, without a model. Immutable.
final class CoolantRise {
    /// Heat capacity of 25 % propylene glycol at 40 C by volume, J/(L K).
    private static final double COOLANT = 1.013 * 3930;
    /// Flow / what the pumps are told: below this something is wrong with them.
    static final double LOW_FLOW = 0.8;

    private final Map<PointId, Loop> loops = new HashMap<>();

    /// @param designK rise at nameplate heat and design flow, K
    private record Loop(PointId supply, PointId back, PointId flow, double designK) {}

    CoolantRise(Site site) {
        for (Hall hall : site.halls()) {
            double designLS = site.technologyFlowLS(hall);
            if (designLS > 0) {
                String name = PointCatalog.technologyLoop(hall.id());
                loops.put(PointId.of(name, Quantity.WATER_FLOW_SETPOINT), new Loop(
                        PointId.of(name, Quantity.SUPPLY_WATER_TEMPERATURE),
                        PointId.of(name, Quantity.RETURN_WATER_TEMPERATURE), PointId.of(name, Quantity.WATER_FLOW),
                        site.technologyHeatW(hall) / (designLS * COOLANT)));
            }
        }
    }

    /// The set-points of coolant flow and what must be known of each.
    Map<PointId, List<PointId>> inputs() {
        Map<PointId, List<PointId>> inputs = new HashMap<>();
        loops.forEach((point, loop) -> inputs.put(point, List.of(loop.supply, loop.back, loop.flow)));
        return inputs;
    }

    /// Refuses less flow than the heat of now needs; other points and more flow pass.
    ///
    /// @param saves whether the proposal is less than what is in force
    /// @param base  what is in force, L/s
    Optional<Rejected> broken(Proposal proposal, boolean saves, double base, Observations plant, long now) {
        Loop loop = loops.get(proposal.point());
        if (loop == null || !saves) {
            return Optional.empty();
        }
        double flowLS = value(plant, loop.flow, now);
        if (flowLS < LOW_FLOW * base) {
            return Optional.of(new Rejected(Reason.LOW_FLOW, "%s: %.1f L/s flow where %.1f are wanted.".formatted(
                    proposal.point(), flowLS, base)));
        }
        double nowK = value(plant, loop.back, now) - value(plant, loop.supply, now);
        double thenK = nowK * flowLS / proposal.value();
        return thenK <= loop.designK
                ? Optional.empty()
                : Optional.of(new Rejected(Reason.COOLANT_RISE,
                        "%s = %s would let the coolant warm by %.1f K, more than the %.1f K at full load."
                                .formatted(proposal.point(), proposal.value(), thenK, loop.designK)));
    }

    private static double value(Observations plant, PointId point, long now) {
        return plant.readings().fresh(point, now).map(Reading::value).orElseThrow();
    }
}
