package dev.ondol.optimizer.model;

/// What the model expects of the plant in one steady state. Reused by hot loops, hence mutable; one thread at a time.
public final class Estimate {
    /// Power of IT with server fans at the expected inlet, W.
    public double itW;
    /// Fans of the halls' air handlers, W.
    public double airFansW;
    /// Compressors, W.
    public double chillersW;
    /// Fans of the cooling towers, W.
    public double towersW;
    /// Fans of the dry coolers, W.
    public double dryCoolersW;
    /// Chilled-water pumps, W.
    public double chilledPumpsW;
    /// Condenser-water pumps, W.
    public double condenserPumpsW;
    /// Facility-water pumps, W.
    public double facilityPumpsW;
    /// Pumps of coolant distribution units, W.
    public double coolantPumpsW;
    /// Heat that the cooling towers reject, W; 0 where there are none.
    public double towerHeatW;
    /// Chilled water, L/s.
    public double chilledLS;
    /// Cooling altogether, corrected by calibration, W.
    public double coolingW;
    /// UPS and distribution, W.
    public double lossW;
    /// Everything behind the meter, W.
    public double facilityW;
    /// Share of the chilled-water load that needs no compressor, 0 to 1.
    public double freeCooling;
    /// Heat into the chilled water / capacity of the plant with its spare machines off.
    public double plantLoad;

    /// Additional IT power of each hall from inlets warmer than 20 C and coolant warmer than 36 C, W.
    public final double[] riseW;
    /// Warmest rack inlet of each hall, Celsius.
    public final double[] inletC;
    /// Supply air of each hall that the coils can really reach, Celsius.
    public final double[] supplyC;
    /// Air through the handlers of each hall, m3/s.
    public final double[] flowM3S;
    /// Technology-loop supply of each hall that can really be reached, Celsius; NaN where a hall has none.
    public final double[] loopC;
    /// Heat into the air handlers of each hall / their capacity with one unit out.
    public final double[] airLoad;
    /// Heat into the coolant units of each hall / their capacity with the spare ones off.
    public final double[] liquidLoad;

    /// Rise of the coolant of each hall / its rise at nameplate heat and design flow; 0 where a hall has none.
    public final double[] coolantRise;

    public Estimate(int halls) {
        coolantRise = new double[halls];
        riseW = new double[halls];
        inletC = new double[halls];
        supplyC = new double[halls];
        flowM3S = new double[halls];
        loopC = new double[halls];
        airLoad = new double[halls];
        liquidLoad = new double[halls];
    }

    /// All pumps, W.
    public double pumpsW() {
        return chilledPumpsW + condenserPumpsW + facilityPumpsW + coolantPumpsW;
    }

    /// Facility power / IT power.
    public double pue() {
        return itW > 0 ? facilityW / itW : 1;
    }
}
