package dev.ondol.simulator.control;

/// What the plant's own controllers see. Filled by the facility before each decision; reused. Celsius, Pa, fractions 0 to 1.
public final class Signals {
    public final double[] highestInletC;
    public final double[] supplyAirC;
    public final double[] valve;
    public final double[] fanSpeed;
    /// By how much the coolant of each hall's technology loop warms in the racks, K; 0 without a loop.
    public final double[] coolantRiseK;
    /// Inlet of every rack of the site, in site order; empty where no rack is seen.
    public double[] rackInletC = {};
    public double dryBulbC;
    public double wetBulbC;
    public double outdoorDewPointC;
    public boolean economizing;

    public Signals(int halls) {
        highestInletC = new double[halls];
        supplyAirC = new double[halls];
        valve = new double[halls];
        fanSpeed = new double[halls];
        coolantRiseK = new double[halls];
    }
}
