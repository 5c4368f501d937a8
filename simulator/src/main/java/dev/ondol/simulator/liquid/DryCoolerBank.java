package dev.ondol.simulator.liquid;

import dev.ondol.facility.site.CoolingPlant.DryCoolers;
import dev.ondol.simulator.condition.Condition;

/// Dry coolers in parallel, spares included: all of them run, because slow fans are cheap. Fans are cubic in airflow; with
/// fans off a tenth of the design airflow rises by itself. Airflow at design follows from equal capacity rates of air and
/// coolant there.
final class DryCoolerBank {
    private static final double NATURAL_DRAUGHT = 0.1;

    private final int units;
    private final Condition condition;
    private final double designWK;
    private final double fanW;
    private final HeatExchanger exchanger;

    DryCoolerBank(DryCoolers coolers) {
        units = coolers.units();
        condition = new Condition(units, units);
        double heatW = units * coolers.capacityW();
        designWK = heatW / (coolers.enteringC() - coolers.leavingC());
        fanW = units * coolers.fanPowerW();
        exchanger = new HeatExchanger(heatW, coolers.enteringC(), coolers.dryBulbC(), designWK, designWK, 2,
                HeatExchanger.WATER, HeatExchanger.AIR);
    }

    Condition condition() {
        return condition;
    }

    /// Most heat that can be rejected, W, fans at full speed.
    double mostW(double waterInC, double waterWK, double dryBulbC) {
        double share = condition.share();
        return share * condition.cleanness()
                * Math.max(0, exchanger.heatW(waterInC, waterWK / share, dryBulbC, designWK));
    }

    /// Airflow / design airflow that rejects this heat, 0.1 to 1.
    double airflow(double heatW, double waterInC, double waterWK, double dryBulbC) {
        double share = condition.share();
        double eachW = heatW / (share * condition.cleanness());
        return Math.max(NATURAL_DRAUGHT,
                exchanger.coldFor(eachW, waterInC, waterWK / share, dryBulbC, designWK) / designWK);
    }

    /// Fan speed, 0 to 1.
    static double speed(double airflow) {
        return airflow <= NATURAL_DRAUGHT ? 0 : airflow;
    }

    /// Fan power of all coolers, W.
    double fanW(double airflow) {
        double speed = speed(airflow);
        return fanW * condition.share() * speed * speed * speed;
    }
}
