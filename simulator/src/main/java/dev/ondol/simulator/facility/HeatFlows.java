package dev.ondol.simulator.facility;

/// Heat, power and water flows between the parts of a facility during one step. W, L/s, Celsius.
final class HeatFlows {
    double itW;
    double distributionW;
    double fanW;
    double coolantPumpW;
    double chilledW;
    double chilledLS;
    double facilityWaterW;
    double facilityWaterLS;
    double facilityWaterSetC = Double.POSITIVE_INFINITY;
    double facilityWaterMostC = Double.POSITIVE_INFINITY;
}
