package dev.ondol.simulator.control;

import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Site;

/// A plant of yesterday: constant set-points all year. Supply air 18 C, chilled water as designed (7 C), tower water 28 C,
/// technology loops as designed. After an optimizer lets go, values go back in small steps.
public final class ConventionalControl implements LocalControl {
    private static final double SUPPLY_AIR_C = 18;
    private static final double CONDENSER_C = 28;
    private static final double PRESSURE_PA = 5;
    private static final double STEP_PER_SECOND = 0.5 / 300;

    private double[] constants = {};

    @Override
    public String name() {
        return "conventional";
    }

    @Override
    public void begin(Site site, Setpoints setpoints) {
        constants = new double[setpoints.slots()];
        for (int h = 0; h < setpoints.halls(); h++) {
            Hall hall = site.halls().get(h);
            constants[setpoints.supplyAir(h)] = SUPPLY_AIR_C;
            constants[setpoints.pressure(h)] = PRESSURE_PA;
            constants[setpoints.technologyLoop(h)] = hall.cdu().map(cdu -> cdu.supplyC())
                    .orElse(site.envelope().technologyLoopC().min());
        }
        constants[setpoints.chilledWater()] = site.cooling().chillers().map(chillers -> chillers.leavingC())
                .orElse(site.envelope().chilledWaterC().min());
        constants[setpoints.condenserWater()] = CONDENSER_C;
        for (int slot = 0; slot < constants.length; slot++) {
            setpoints.local(slot, constants[slot]);
        }
    }

    @Override
    public void decide(Signals signals, Setpoints setpoints, double seconds) {
        double most = STEP_PER_SECOND * seconds;
        for (int slot = 0; slot < constants.length; slot++) {
            double now = setpoints.wanted(slot);
            setpoints.local(slot, now + Math.clamp(constants[slot] - now, -most, most));
        }
    }
}
