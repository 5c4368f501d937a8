package dev.ondol.simulator.plant;

import dev.ondol.facility.site.CoolingPlant.Chillers;
import dev.ondol.facility.site.CoolingPlant.PlateExchangers;
import dev.ondol.simulator.liquid.HeatExchanger;

/// The integrated water-side economizer: plate exchangers through which the returning chilled water passes before the
/// chillers, cooled by the condenser water before it reaches the condensers. Changes over with hysteresis and keeps each
/// state for a while (the sequence of ASHRAE Guideline 36 for integrated water-side economizers).
final class Economizer {
    private static final double ENABLE_K = 1;
    private static final double DISABLE_K = 0.5;
    private static final double LEAST_SECONDS = 1200;
    /// What the towers are expected to reach above wet-bulb while the economizer is off, K.
    private static final double PREDICTED_TOWER_APPROACH_K = 4.5;

    private final double designWK;
    private final double approachK;
    private final HeatExchanger exchanger;

    private boolean byHand;
    private boolean on;
    private double sinceChange = LEAST_SECONDS;

    Economizer(PlateExchangers plates, Chillers chillers) {
        approachK = plates.approachK();
        double heatW = plates.units() * plates.capacityW();
        designWK = heatW / (chillers.returnC() - chillers.leavingC());
        exchanger = new HeatExchanger(heatW, chillers.returnC(), chillers.leavingC() - approachK, designWK, designWK, 1,
                HeatExchanger.PLATE, HeatExchanger.PLATE);
    }

    /// Sets the change-over valves by hand, or leaves them to the plant again.
    ///
    /// @param open with byHand: whether water passes through the plates
    void changeOver(boolean hand, boolean open) {
        byHand = hand;
        on = hand ? open : on;
    }

    /// Decides whether water passes through the plates.
    void change(double seconds, double chilledReturnC, double condenserSupplyC, double wetBulbC) {
        sinceChange += seconds;
        if (byHand || sinceChange < LEAST_SECONDS) {
            return;
        }
        double source = on ? condenserSupplyC : wetBulbC + PREDICTED_TOWER_APPROACH_K;
        double gain = chilledReturnC - source - approachK;
        boolean next = on ? gain > DISABLE_K : gain > ENABLE_K;
        if (next != on) {
            on = next;
            sinceChange = 0;
        }
    }

    /// Condenser water that the plates ask for, W/K.
    double condenserWK(double chilledWK) {
        return on ? Math.min(chilledWK, designWK) : 0;
    }

    /// Most heat that passes, W.
    double mostW(double chilledReturnC, double chilledWK, double condenserC, double condenserWK) {
        return on
                ? Math.max(0, exchanger.heatW(chilledReturnC, Math.min(chilledWK, designWK), condenserC,
                        Math.min(condenserWK, designWK)))
                : 0;
    }

    boolean on() {
        return on;
    }
}
