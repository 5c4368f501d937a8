package dev.ondol.simulator.control;

import dev.ondol.facility.site.AirHandlers;
import dev.ondol.facility.site.Envelope;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.control.TrimAndRespond.Variables;
import java.util.ArrayList;
import java.util.List;

/// Good practice: trim & respond after ASHRAE Guideline 36-2021 on supply air (requests of warm racks) and on differential
/// pressure (requests of racks that draw in hot air) of each hall, and on chilled water (requests of air handlers with open
/// valves or warm supply air); condenser water follows the wet-bulb, or is as cold as the integrated economizer can use;
/// technology loops stay at their design temperature and float up in hot weather.
///
/// Timers, ignored requests and changes are the guideline's (air: section 5.16, chilled water: 5.20); what it says of zones
/// is said of racks, with steps of 0.5 K instead of 1 K above a warm inlet of 25.5 C, for the recommended envelope of ASHRAE
/// TC 9.9 ends at 27 C; what it says of duct pressure is scaled to the pressure of a contained aisle.
public final class GoodPracticeControl implements LocalControl {
    private static final double HIGHEST_SUPPLY_AIR_C = 24.5;
    private static final double LEAST_PRESSURE_PA = 3;
    private static final double MOST_PRESSURE_PA = 12;
    private static final double HIGHEST_CHILLED_C = 20;
    private static final double FULL_FAN = 0.98;
    private static final double WARM_SUPPLY_K = 2;
    private static final double HOT_SUPPLY_K = 3;
    private static final double TOWER_APPROACH_K = 4;
    private static final double LOWEST_CONDENSER_C = 14;
    private static final double ECONOMIZER_APPROACH_K = 2;
    private static final double LOOP_OVER_DRY_BULB_K = 8;
    private static final double SLEW_PER_SECOND = 1.0 / 300;

    private static final Variables PLANT_RESET = new Variables(100, 0, 100, 900, 300, 2, -2, 3, 7);

    private final List<HallLoops> halls = new ArrayList<>();
    private TrimAndRespond chilled = new TrimAndRespond(PLANT_RESET.between(HIGHEST_CHILLED_C, 12));
    private Requests valves = new Requests(0, 0, 0, 0, 0);
    private double[] loopDesignC = {};
    private double loopMostC;
    private double condenserLowC;
    private double condenserHighC;

    /// The two loops of a hall and its racks' requests.
    private static final class HallLoops {
        final TrimAndRespond supplyAir;
        final TrimAndRespond pressure;
        final Requests warm;
        final Requests drawingIn;
        final int firstRack;
        final int racks;
        /// Importance of the hall to the chilled water: each air handler asks.
        final int units;

        HallLoops(Hall hall, int firstRack, Envelope envelope) {
            double lowC = envelope.supplyAirC().min();
            double highC = Math.max(lowC, Math.min(HIGHEST_SUPPLY_AIR_C, envelope.supplyAirC().max()));
            supplyAir = new TrimAndRespond(
                    new Variables(Math.clamp(22, lowC, highC), lowC, highC, 600, 120, 2, 0.1, -0.2, -0.6));
            double lowPa = Math.max(LEAST_PRESSURE_PA, envelope.pressurePa().min());
            double highPa = Math.max(lowPa, Math.min(MOST_PRESSURE_PA, envelope.pressurePa().max()));
            pressure = new TrimAndRespond(
                    new Variables(Math.clamp(6, lowPa, highPa), lowPa, highPa, 600, 120, 2, -0.12, 0.15, 0.32));
            this.firstRack = firstRack;
            racks = hall.racks().stream().mapToInt(RackGroup::racks).sum();
            warm = new Requests(racks, 25, 25.5, 26, 26.5);
            drawingIn = new Requests(racks, 1.5, 1.8, 2.8, 3.8);
            units = hall.crah().map(AirHandlers::units).orElse(1);
        }
    }

    @Override
    public String name() {
        return "good practice";
    }

    @Override
    public void begin(Site site, Setpoints setpoints) {
        Envelope envelope = site.envelope();
        halls.clear();
        int rack = 0;
        for (Hall hall : site.halls()) {
            HallLoops loops = new HallLoops(hall, rack, envelope);
            halls.add(loops);
            rack += loops.racks;
        }
        double designC = site.cooling().chillers().map(chillers -> chillers.leavingC()).orElse(16.0);
        double coldestC = Math.max(envelope.chilledWaterC().min(), Math.min(12, designC));
        double warmestC = Math.min(Math.max(HIGHEST_CHILLED_C, designC), envelope.chilledWaterC().max());
        chilled = new TrimAndRespond(PLANT_RESET.between(warmestC, coldestC));
        valves = new Requests(setpoints.halls(), 0.85, 0.95, Double.MAX_VALUE, Double.MAX_VALUE);
        loopMostC = envelope.technologyLoopC().max();
        condenserLowC = Math.max(LOWEST_CONDENSER_C, envelope.condenserWaterC().min());
        condenserHighC = envelope.condenserWaterC().max();
        loopDesignC = new double[setpoints.halls()];
        for (int h = 0; h < setpoints.halls(); h++) {
            loopDesignC[h] = site.halls().get(h).cdu().map(cdu -> cdu.supplyC())
                    .orElse(envelope.technologyLoopC().min());
            setpoints.local(setpoints.supplyAir(h), halls.get(h).supplyAir.start());
            setpoints.local(setpoints.pressure(h), halls.get(h).pressure.start());
            setpoints.local(setpoints.technologyLoop(h), loopDesignC[h]);
        }
        setpoints.local(setpoints.chilledWater(), designC);
        setpoints.local(setpoints.condenserWater(), 22);
    }

    @Override
    public void decide(Signals signals, Setpoints setpoints, double seconds) {
        followWeather(signals, setpoints, seconds);
        for (int h = 0; h < halls.size(); h++) {
            decideHall(h, halls.get(h), signals, setpoints, seconds);
        }
        if (chilled.due(seconds)) {
            int slot = setpoints.chilledWater();
            setpoints.local(slot, chilled.next(setpoints.wanted(slot), chilledRequests(signals, setpoints)));
        }
    }

    private static void decideHall(int h, HallLoops hall, Signals signals, Setpoints setpoints, double seconds) {
        if (hall.supplyAir.due(seconds)) {
            int requests = 0;
            for (int i = 0; i < hall.racks; i++) {
                requests += hall.warm.of(i, signals.rackInletC[hall.firstRack + i]);
            }
            int slot = setpoints.supplyAir(h);
            setpoints.local(slot, hall.supplyAir.next(setpoints.wanted(slot), requests));
        }
        if (hall.pressure.due(seconds)) {
            int requests = 0;
            for (int i = 0; i < hall.racks; i++) {
                requests += hall.drawingIn.of(i, signals.rackInletC[hall.firstRack + i] - signals.supplyAirC[h]);
            }
            int slot = setpoints.pressure(h);
            boolean more = signals.fanSpeed[h] < FULL_FAN; // fans at full speed cannot answer
            setpoints.local(slot, hall.pressure.next(setpoints.wanted(slot), more ? requests : 0));
        }
    }

    private int chilledRequests(Signals signals, Setpoints setpoints) {
        int requests = 0;
        for (int h = 0; h < halls.size(); h++) {
            double aboveK = signals.supplyAirC[h] - setpoints.inForce(setpoints.supplyAir(h));
            int open = valves.of(h, signals.valve[h]);
            int each = aboveK > HOT_SUPPLY_K ? 3 : aboveK > WARM_SUPPLY_K ? 2 : open;
            requests += each * halls.get(h).units;
        }
        return requests;
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
