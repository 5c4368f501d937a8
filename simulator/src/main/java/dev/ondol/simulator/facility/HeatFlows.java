package dev.ondol.simulator.facility;

/// Heat, power and water flows between the parts of a facility during one step; reused. W, L/s, Celsius.
final class HeatFlows {
    double itW;
    double distributionW;
    double fanW;
    double doorFanW;
    double compressorW;
    double airTreatmentW;
    double coolantPumpW;
    double chilledW;
    double chilledLS;
    double facilityWaterW;
    double facilityWaterLS;
    double facilityWaterSetC;
    double facilityWaterMostC;

    void clear() {
        itW = 0;
        distributionW = 0;
        fanW = 0;
        doorFanW = 0;
        compressorW = 0;
        airTreatmentW = 0;
        coolantPumpW = 0;
        chilledW = 0;
        chilledLS = 0;
        facilityWaterW = 0;
        facilityWaterLS = 0;
        facilityWaterSetC = Double.POSITIVE_INFINITY;
        facilityWaterMostC = Double.POSITIVE_INFINITY;
    }
}
