package dev.ondol.simulator.control;

import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.control.HandOperation.ChangeOver;

/// A good plant that nobody operates well: supply air 20 C, fans fixed at 80 %, chilled water 10 C, tower water 28 C, the
/// liquid loop on chilled water through the tie exchanger. Once a day an operator looks at the mean wet-bulb of the last
/// day: where the towers can carry most of the load (8 K below the chilled water: 1.5 K for the plates, some 6 K for the
/// towers in winter) the economizer is opened by hand and the tower water set for it; it is shut again 2 K above that.
public final class StaticControl implements LocalControl {
    private static final double SUPPLY_AIR_C = 20;
    private static final double FAN_SPEED = 0.8;
    private static final double PRESSURE_PA = 5;
    private static final double CHILLED_C = 10;
    private static final double CONDENSER_C = 28;
    private static final double ECONOMIZER_APPROACH_K = 2;
    private static final double OPEN_BELOW_CHILLED_K = 8;
    private static final double SHUT_BELOW_CHILLED_K = 6;
    private static final double DAY_SECONDS = 86_400;

    private Constants constants = Constants.none();
    private double lookedSeconds;
    private double wetBulbSum;

    @Override
    public String name() {
        return "static";
    }

    @Override
    public void begin(Site site, Setpoints setpoints) {
        double loopC = site.halls().stream().flatMap(hall -> hall.cdu().stream()).mapToDouble(cdu -> cdu.supplyC())
                .findFirst().orElse(site.envelope().technologyLoopC().min());
        constants = Constants.begin(new FixedSetpoints(SUPPLY_AIR_C, PRESSURE_PA, CHILLED_C, CONDENSER_C, loopC),
                setpoints);
        setpoints.hand().fanSpeed(FAN_SPEED);
        setpoints.hand().economizer(ChangeOver.SHUT);
        setpoints.hand().liquidOnChilledWater(
                site.cooling().tieExchangerW().isPresent() && site.halls().stream().anyMatch(StaticControl::liquid));
    }

    private static boolean liquid(Hall hall) {
        return hall.cdu().isPresent();
    }

    @Override
    public void decide(Signals signals, Setpoints setpoints, double seconds) {
        lookedSeconds += seconds;
        wetBulbSum += signals.wetBulbC * seconds;
        if (lookedSeconds >= DAY_SECONDS) {
            changeOver(wetBulbSum / lookedSeconds, setpoints);
            lookedSeconds = 0;
            wetBulbSum = 0;
        }
        constants.approach(setpoints, seconds);
    }

    private void changeOver(double wetBulbC, Setpoints setpoints) {
        boolean open = setpoints.hand().economizer() == ChangeOver.OPEN;
        double below = open ? SHUT_BELOW_CHILLED_K : OPEN_BELOW_CHILLED_K;
        boolean next = wetBulbC < CHILLED_C - below;
        setpoints.hand().economizer(next ? ChangeOver.OPEN : ChangeOver.SHUT);
        constants.set(setpoints.condenserWater(), next ? CHILLED_C - ECONOMIZER_APPROACH_K : CONDENSER_C);
    }
}
