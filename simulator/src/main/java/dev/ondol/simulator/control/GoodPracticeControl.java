package dev.ondol.simulator.control;

import dev.ondol.facility.site.Envelope;
import dev.ondol.facility.site.Site;

/// Good practice: trim & respond after ASHRAE Guideline 36 on supply air (requests of warm racks), on differential pressure
/// (requests of racks that draw in hot air) and on chilled water (requests of open coil valves); condenser water follows
/// the wet-bulb, or is as cold as the integrated economizer can use; technology loops stay at their design temperature and
/// float up in hot weather.
public final class GoodPracticeControl implements LocalControl {
    /// Inlet at which racks ask for colder air; the recommended envelope of ASHRAE TC 9.9 ends at 27 C.
    private static final double WARM_INLET_C = 25.5;
    private static final double HOT_INLET_C = 26.5;
    private static final double HIGHEST_SUPPLY_AIR_C = 24.5;
    private static final double DRAWN_IN_K = 1.8;
    private static final double LEAST_PRESSURE_PA = 3;
    private static final double MOST_PRESSURE_PA = 12;
    private static final double HIGHEST_CHILLED_C = 20;
    private static final double OPEN_VALVE = 0.85;
    private static final double FULL_VALVE = 0.95;
    private static final double TOWER_APPROACH_K = 4;
    private static final double LOWEST_CONDENSER_C = 14;
    private static final double ECONOMIZER_APPROACH_K = 2;
    private static final double LOOP_OVER_DRY_BULB_K = 8;
    private static final double SLEW_PER_SECOND = 1.0 / 300;

    private TrimAndRespond supplyAir = new TrimAndRespond(18, HIGHEST_SUPPLY_AIR_C, 0.1, -0.2, -0.6, 0);
    private TrimAndRespond pressure = new TrimAndRespond(LEAST_PRESSURE_PA, MOST_PRESSURE_PA, -0.2, 0.4, 1, 0);
    private TrimAndRespond chilled = new TrimAndRespond(12, HIGHEST_CHILLED_C, 0.15, -0.2, -0.6, 0);
    private double[] loopDesignC = {};
    private double loopMostC;
    private double condenserLowC;
    private double condenserHighC;
    private double sinceDecision;

    @Override
    public String name() {
        return "good practice";
    }

    @Override
    public void begin(Site site, Setpoints setpoints) {
        Envelope envelope = site.envelope();
        supplyAir = new TrimAndRespond(envelope.supplyAirC().min(),
                Math.min(HIGHEST_SUPPLY_AIR_C, envelope.supplyAirC().max()), 0.1, -0.2, -0.6, 0);
        pressure = new TrimAndRespond(Math.max(LEAST_PRESSURE_PA, envelope.pressurePa().min()),
                Math.min(MOST_PRESSURE_PA, envelope.pressurePa().max()), -0.2, 0.4, 1, 0);
        double designC = site.cooling().chillers().map(chillers -> chillers.leavingC()).orElse(16.0);
        chilled = new TrimAndRespond(Math.max(envelope.chilledWaterC().min(), Math.min(12, designC)),
                Math.min(Math.max(HIGHEST_CHILLED_C, designC), envelope.chilledWaterC().max()), 0.15, -0.2, -0.6, 0);
        loopMostC = envelope.technologyLoopC().max();
        condenserLowC = Math.max(LOWEST_CONDENSER_C, envelope.condenserWaterC().min());
        condenserHighC = envelope.condenserWaterC().max();
        loopDesignC = new double[setpoints.halls()];
        for (int h = 0; h < setpoints.halls(); h++) {
            loopDesignC[h] = site.halls().get(h).cdu().map(cdu -> cdu.supplyC())
                    .orElse(envelope.technologyLoopC().min());
            setpoints.local(setpoints.supplyAir(h), 22);
            setpoints.local(setpoints.pressure(h), 6);
            setpoints.local(setpoints.technologyLoop(h), loopDesignC[h]);
        }
        setpoints.local(setpoints.chilledWater(), designC);
        setpoints.local(setpoints.condenserWater(), 22);
    }

    @Override
    public void decide(Signals signals, Setpoints setpoints, double seconds) {
        followWeather(signals, setpoints, seconds);
        sinceDecision += seconds;
        if (sinceDecision < TrimAndRespond.PERIOD_SECONDS) {
            return;
        }
        sinceDecision = 0;
        int valveRequests = 0;
        for (int h = 0; h < setpoints.halls(); h++) {
            double inletC = signals.highestInletC[h];
            int warm = inletC > HOT_INLET_C ? 3 : inletC > WARM_INLET_C ? 1 : 0;
            int airSlot = setpoints.supplyAir(h);
            setpoints.local(airSlot, supplyAir.next(setpoints.wanted(airSlot), warm));
            int drawn = inletC - signals.supplyAirC[h] > DRAWN_IN_K && signals.fanSpeed[h] < 0.98 ? 1 : 0;
            int pressureSlot = setpoints.pressure(h);
            setpoints.local(pressureSlot, pressure.next(setpoints.wanted(pressureSlot), drawn));
            valveRequests += signals.valve[h] > FULL_VALVE ? 2 : signals.valve[h] > OPEN_VALVE ? 1 : 0;
        }
        int slot = setpoints.chilledWater();
        setpoints.local(slot, chilled.next(setpoints.wanted(slot), valveRequests));
    }

    private void followWeather(Signals signals, Setpoints setpoints, double seconds) {
        double economizerC = setpoints.inForce(setpoints.chilledWater()) - ECONOMIZER_APPROACH_K;
        double mechanicalC = Math.max(condenserLowC, signals.wetBulbC + TOWER_APPROACH_K);
        double condenserC = signals.economizing ? economizerC : mechanicalC;
        slew(setpoints, setpoints.condenserWater(), Math.min(condenserC, condenserHighC), seconds);
        for (int h = 0; h < setpoints.halls(); h++) {
            double loopC = Math.clamp(signals.dryBulbC + LOOP_OVER_DRY_BULB_K, loopDesignC[h], loopMostC);
            slew(setpoints, setpoints.technologyLoop(h), loopC, seconds);
        }
    }

    private static void slew(Setpoints setpoints, int slot, double target, double seconds) {
        double now = setpoints.wanted(slot);
        double most = SLEW_PER_SECOND * seconds;
        setpoints.local(slot, now + Math.clamp(target - now, -most, most));
    }
}
