package dev.ondol.simulator.air;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.simulator.it.ItLoad;
import java.util.SplittableRandom;

/// The racks of one hall as their air sees them: what each draws, what it draws in from the hot aisle, and its heat capacity.
/// Racks stand in rows of twelve. How much hot air reaches an inlet differs by row, by rack and most at the ends of rows,
/// where the air comes around; the differences average out over the hall's airflow, so that the hall's mass balance holds.
final class HallRacks {
    /// Heat capacity of a rack per nameplate power, J/(K W): steel, aluminium and copper of some 20 kg/kW.
    private static final double JOULE_PER_K_W = 12;
    /// Air that creeps through a rack without load / its design airflow.
    private static final double LEAST_FLOW = 0.02;
    private static final int ROW = 12;
    /// Deviations of recirculation from the hall's, relative: of a row, of its ends, of a rack.
    private static final double ROW_LOW = -0.25;
    private static final double ROW_HIGH = 0.35;
    private static final double END = 0.35;
    private static final double RACK_LOW = -0.35;
    private static final double RACK_HIGH = 0.2;

    private final ItLoad it;
    private final int first;
    private final int count;
    private final double designKgS;
    private final double nameplateW;
    private final double[] heatJK;
    private final double[] perJK;
    private final double[] share;
    private final double[] leastKgS;
    private final double[] flowKgS;
    private final double[] outletC;

    private double totalKgS;
    private double meanShare;
    private double highestInletC = Double.NEGATIVE_INFINITY;
    private double airHeatW;
    private double liquidHeatW;
    private double storedW;
    private double energyJ;

    /// @param first   number of the first rack in `it`
    /// @param inletC  temperature before the first step, Celsius
    /// @param outletC the same behind the racks, Celsius
    HallRacks(ItLoad it, int first, int count, double inletC, double outletC, long seed) {
        this.it = it;
        this.first = first;
        this.count = count;
        heatJK = new double[count];
        perJK = new double[count];
        share = new double[count];
        leastKgS = new double[count];
        flowKgS = new double[count];
        this.outletC = new double[count];
        SplittableRandom random = new SplittableRandom(seed);
        double design = 0;
        double nameplate = 0;
        double row = 0;
        for (int i = 0; i < count; i++) {
            row = i % ROW == 0 ? random.nextDouble(ROW_LOW, ROW_HIGH) : row;
            boolean end = i % ROW == 0 || i % ROW == ROW - 1 || i == count - 1;
            share[i] = row + (end ? END : 0) + random.nextDouble(RACK_LOW, RACK_HIGH);
            heatJK[i] = JOULE_PER_K_W * it.nameplateW(first + i);
            perJK[i] = 1 / heatJK[i];
            leastKgS[i] = LEAST_FLOW * it.designFlowKgS(first + i);
            this.outletC[i] = outletC;
            energyJ += heatJK[i] * outletC;
            it.inlet(first + i, inletC);
            design += it.designFlowKgS(first + i);
            nameplate += it.nameplateW(first + i);
        }
        designKgS = design;
        nameplateW = nameplate;
    }

    /// Airflow of the first `racks` racks at nameplate, kg/s.
    double designKgS(int racks) {
        double sum = 0;
        for (int i = 0; i < racks; i++) {
            sum += it.designFlowKgS(first + i);
        }
        return sum;
    }

    /// Airflow of all racks at nameplate, kg/s.
    double designKgS() {
        return designKgS;
    }

    double nameplateW() {
        return nameplateW;
    }

    int count() {
        return count;
    }

    /// Starts a step: asks every rack for its airflow. Returns that of all, kg/s.
    double draw() {
        double flow = 0;
        double shared = 0;
        for (int i = 0; i < count; i++) {
            double own = Math.max(it.flowKgS(first + i), leastKgS[i]);
            flowKgS[i] = own;
            flow += own;
            shared += own * share[i];
        }
        totalKgS = flow;
        meanShare = shared / flow;
        airHeatW = 0;
        liquidHeatW = 0;
        storedW = 0;
        energyJ = 0;
        highestInletC = Double.NEGATIVE_INFINITY;
        return totalKgS;
    }

    /// Airflow of the first `racks` racks in this step, kg/s.
    double drawnKgS(int racks) {
        double sum = 0;
        for (int i = 0; i < racks; i++) {
            sum += flowKgS[i];
        }
        return sum;
    }

    /// Passes the air through racks `from` to `to` (exclusive). Returns their heat flow, above 0 C air, W.
    ///
    /// @param meanColdC mean of the cold aisle over the step, Celsius
    /// @param riseK     by how much hot air warms the mean inlet, K
    double pass(double seconds, double meanColdC, double riseK, int from, int to) {
        double inW = 0;
        double airW = 0;
        double liquidW = 0;
        double stored = 0;
        double content = 0;
        double highest = highestInletC;
        for (int i = from; i < to; i++) {
            int rack = first + i;
            double inletC = meanColdC + (share[i] - meanShare) * riseK;
            it.inlet(rack, inletC);
            highest = Math.max(highest, inletC);
            double heatW = it.airHeatW(rack);
            airW += heatW;
            liquidW += it.liquidHeatW(rack);
            double rackWK = flowKgS[i] * MoistAir.SPECIFIC_HEAT;
            // after = target + (before - target) / growth with target = inletC + heatW / rackWK, by one division
            double growth = growth(seconds * rackWK * perJK[i]);
            double each = 1 / (rackWK * growth);
            double target = inletC + heatW * growth * each;
            double before = outletC[i];
            double after = target + (before - target) * rackWK * each;
            outletC[i] = after;
            inW += rackWK * inletC;
            stored += heatJK[i] * (after - before);
            content += heatJK[i] * after;
        }
        highestInletC = highest;
        airHeatW += airW;
        liquidHeatW += liquidW;
        double storedHereW = stored / seconds;
        storedW += storedHereW;
        energyJ += content;
        return inW + airW - storedHereW; // what the racks neither stored nor gave to the liquid
    }

    /// exp(a) within 1e-4 for a below 0.45, positive and rising for all a: its series. The heat balance of a rack holds for any
    /// growth, and this is the hottest line of the simulator.
    private static double growth(double a) {
        return 1 + a * (1 + a * (1.0 / 2 + a * (1.0 / 6 + a * (1.0 / 24))));
    }

    /// Inlet of the hottest rack, Celsius.
    double highestInletC() {
        return highestInletC;
    }

    /// Heat of the servers into the air, W.
    double airHeatW() {
        return airHeatW;
    }

    /// Heat of the servers into the technology loop, W.
    double liquidHeatW() {
        return liquidHeatW;
    }

    /// Heat that went into the racks themselves, W.
    double storedW() {
        return storedW;
    }

    /// Heat content above 0 C, J.
    double energyJ() {
        return energyJ;
    }
}
