package dev.ondol.simulator.plant;

import dev.ondol.facility.site.DirectExpansion;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.weather.WeatherSample;

/// No central plant: halls cool themselves by direct expansion, and so do the electrical rooms, whose units have the
/// efficiency of the halls' units. Their COP falls from its value at 35 C outdoors by 2 % a kelvin and rises as much below,
/// down to 21 C, where the head-pressure control of the condensers holds it.
public final class RoomUnits implements CentralPlant {
    private static final double DEFAULT_COP = 3;
    private static final double RATING_OUTDOOR_C = 35;
    private static final double LEAST_OUTDOOR_C = 21;
    private static final double PER_K = 0.02;

    private final double inputRatio;

    private double heatW;
    private double compressorW;

    RoomUnits(Site site) {
        inputRatio = 1 / site.halls().stream().map(Hall::crac).flatMap(java.util.Optional::stream)
                .mapToDouble(DirectExpansion::cop).findFirst().orElse(DEFAULT_COP);
    }

    @Override
    public void step(double seconds, WeatherSample outdoors, double heatW, double wantedLS, double chilledSetC,
            double condenserSetC) {
        this.heatW = heatW;
        double aboveK = Math.max(LEAST_OUTDOOR_C, outdoors.dryBulbC()) - RATING_OUTDOOR_C;
        compressorW = heatW * inputRatio * (1 + PER_K * aboveK);
    }

    @Override
    public double roomLS(double roomHeatW) {
        return 0;
    }

    @Override
    public double chilledSupplyC() {
        return Double.NaN;
    }

    @Override
    public double roomUnitW() {
        return compressorW;
    }

    @Override
    public boolean economizing() {
        return false;
    }

    @Override
    public double energyJ() {
        return 0;
    }

    @Override
    public double electricW() {
        return compressorW;
    }

    @Override
    public double rejectedW() {
        return heatW + compressorW;
    }

    @Override
    public double imbalanceW() {
        return 0;
    }
}
