package dev.ondol.simulator.control;

import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Site;

/// A plant of yesterday: constant set-points all year. Supply air 18 C, chilled water as designed (7 C), tower water 28 C,
/// technology loops as designed. After an optimizer lets go, values go back in small steps.
public final class ConventionalControl implements LocalControl {
    private static final double SUPPLY_AIR_C = 18;
    private static final double CONDENSER_C = 28;
    private static final double PRESSURE_PA = 5;

    private Constants constants = Constants.none();

    @Override
    public String name() {
        return "conventional";
    }

    @Override
    public void begin(Site site, Setpoints setpoints) {
        double chilledC = site.cooling().chillers().map(chillers -> chillers.leavingC())
                .orElse(site.envelope().chilledWaterC().min());
        double lowestLoopC = site.envelope().technologyLoopC().min();
        constants = Constants.begin(new FixedSetpoints(SUPPLY_AIR_C, PRESSURE_PA, chilledC, CONDENSER_C, lowestLoopC),
                setpoints);
        for (int h = 0; h < setpoints.halls(); h++) {
            Hall hall = site.halls().get(h);
            double loopC = hall.cdu().map(cdu -> cdu.supplyC()).orElse(lowestLoopC);
            constants.set(setpoints.technologyLoop(h), loopC);
            setpoints.local(setpoints.technologyLoop(h), loopC);
        }
    }

    @Override
    public void decide(Signals signals, Setpoints setpoints, double seconds) {
        constants.approach(setpoints, seconds);
    }
}
