package dev.ondol.simulator.air;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.air.Water;
import dev.ondol.facility.site.AirEconomizer;
import dev.ondol.facility.site.AirHandlers;
import dev.ondol.simulator.liquid.HeatExchanger;
import dev.ondol.simulator.weather.WeatherSample;
import java.util.Optional;

/// All air handlers of one hall in parallel: chilled-water coil with a modulating two-way valve, draw-through fans whose heat
/// warms the supply air, and dampers for outdoor air where a hall has them. The valve holds the supply temperature as long as
/// the coil can. Where its surface is colder than the dew point the coil condenses: mass transfer after Lewis, with the
/// surface between water and air as the two film conductances divide them, linear from its cold to its warm end.
final class AirHandlerRow implements HallCooler {
    /// A coil at its limit lets supply and return rise together; three rounds settle them.
    private static final int ITERATIONS = 3;

    /// Surface over water / air over water, from hA of air = half of hA of water.
    private static final double SURFACE_SHARE = 1.0 / 3;
    /// With every unit out of service some air still creeps through.
    private static final double LEAST_SHARE = 0.01;

    private final boolean variable;
    private final double mostKgS;
    private final double fanRatedW;
    private final double valveOpenWK;
    private final HeatExchanger clean;
    private HeatExchanger coil;

    private final Optional<OutdoorAirDamper> damper;
    private final double designPa;

    private double share = 1;
    private double water = 1;
    private double stuck = Double.NaN;
    private double fanW;
    private double supplyC;
    private double returnC;
    private double coilW;
    private double outdoorW;
    private double outdoorKgS;
    private double condensedKgS;
    private double waterWK;

    AirHandlerRow(AirHandlers spec, Optional<AirEconomizer> economizer) {
        damper = economizer.map(OutdoorAirDamper::new);
        designPa = spec.pressurePa();
        variable = spec.variableSpeed();
        mostKgS = spec.units() * spec.airflowM3S() * MoistAir.STANDARD_DENSITY;
        fanRatedW = spec.units() * spec.fanPowerW();
        double capacityW = spec.units() * spec.capacityW();
        double airWK = spec.units() * spec.airflowM3S() * MoistAir.STANDARD_DENSITY * MoistAir.SPECIFIC_HEAT;
        valveOpenWK = capacityW / (spec.waterOutC() - spec.waterInC());
        clean = new HeatExchanger(capacityW, spec.returnAirC(), spec.waterInC(), airWK, valveOpenWK, 0.5,
                HeatExchanger.AIR, HeatExchanger.WATER);
        coil = clean;
    }

    @Override
    public void available(double share) {
        this.share = Math.max(LEAST_SHARE, share);
    }

    @Override
    public void foul(double conductance) {
        coil = clean.fouled(conductance);
    }

    @Override
    public void waterAvailable(double share) {
        water = share;
    }

    @Override
    public void stick(double position) {
        stuck = position;
    }

    @Override
    public double mostKgS() {
        return share * mostKgS;
    }

    @Override
    public boolean variableSpeed() {
        return variable;
    }

    @Override
    public void cool(ReturnAir air, double setC, double waterC, WeatherSample outdoors) {
        fanW = share * fanRatedW * (variable ? partLoad(air.speed) : 1);
        if (damper.isPresent()) {
            fanW *= damper.get().fanFactor(designPa); // as the dampers stand since the last step
        }
        double kept = 1 - air.bypassed;
        double airWK = air.kgS * MoistAir.SPECIFIC_HEAT;
        double openWK = (Double.isNaN(stuck) ? water : Math.min(stuck, water)) * valveOpenWK;
        double coilC = 0;
        outdoorW = 0;
        supplyC = setC;
        for (int i = 0; i < ITERATIONS; i++) {
            returnC = kept * air.hotC + air.bypassed * supplyC;
            double wantedW = Math.max(0, kept * airWK * (air.hotC - setC) + fanW);
            coilC = returnC;
            if (damper.isPresent()) {
                outdoorW = damper.get().open(wantedW, returnC, airWK, setC, outdoors);
                coilC = returnC - outdoorW / airWK;
            }
            double mostW = Math.max(0, share * coil.heatW(coilC, airWK / share, waterC, openWK));
            coilW = Double.isNaN(stuck) ? Math.min(wantedW - outdoorW, mostW) : mostW;
            supplyC = air.hotC - (coilW + outdoorW - fanW) / (kept * airWK);
            if (coilW < mostW || wantedW - outdoorW == mostW) {
                break;
            }
        }
        returnC = kept * air.hotC + air.bypassed * supplyC;
        waterWK = coilW > 0 ? share * coil.coldFor(coilW / share, coilC, airWK / share, waterC, openWK) : 0;
        outdoorKgS = damper.isPresent() ? damper.get().share() * air.kgS : 0;
        condense(air.humidityRatio, coilC, coilC - coilW / airWK, waterC, outdoors.pressurePa());
    }

    private void condense(double humidityRatio, double enteringC, double leavingC, double waterC, double pressurePa) {
        condensedKgS = 0;
        if (coilW <= 0) {
            return;
        }
        double coldC = waterC + SURFACE_SHARE * (leavingC - waterC);
        double coldRatio = MoistAir.saturationHumidityRatio(coldC, pressurePa);
        if (humidityRatio <= coldRatio) {
            return;
        }
        // never warmer than the air: where next to nothing is cooled, the flow is known but roughly
        double waterOutC = Math.min(enteringC, waterC + coilW / waterWK);
        double warmC = Math.max(coldC + 0.1, waterOutC + SURFACE_SHARE * (enteringC - waterOutC));
        double warmRatio = MoistAir.saturationHumidityRatio(warmC, pressurePa);
        double wet = Math.min(1, (humidityRatio - coldRatio) / (warmRatio - coldRatio));
        double drivingRatio = humidityRatio - coldRatio - wet * (warmRatio - coldRatio) / 2;
        double filmK = Math.max(0.5, (enteringC - warmC + leavingC - coldC) / 2);
        condensedKgS = coilW / filmK * wet * drivingRatio / MoistAir.SPECIFIC_HEAT;
        // the valve opens for the latent heat as well, as far as it can
        waterWK = Math.min(share * water * valveOpenWK,
                waterWK * (1 + condensedKgS * HallMoisture.LATENT_HEAT / coilW));
    }

    /// Power / rated power of variable-speed fans with pressure reset (ASHRAE 90.1 appendix G, part-load curve of VSD fans
    /// with static pressure reset).
    static double partLoad(double speed) {
        return 0.0408 + speed * (0.088 + speed * (-0.0729 + speed * 0.9437));
    }

    @Override
    public double supplyC() {
        return supplyC;
    }

    @Override
    public double returnC() {
        return returnC;
    }

    @Override
    public double heatW() {
        return coilW + outdoorW;
    }

    @Override
    public double condensedKgS() {
        return condensedKgS;
    }

    @Override
    public double outdoorKgS() {
        return outdoorKgS;
    }

    @Override
    public double waterLS() {
        return waterWK / Water.SPECIFIC_HEAT;
    }

    @Override
    public double compressorW() {
        return 0;
    }

    @Override
    public double chilledW() {
        return coilW + condensedKgS * HallMoisture.LATENT_HEAT;
    }

    @Override
    public double rejectedW() {
        return outdoorW;
    }

    /// Valve opening, 0 to 1, of a valve with linear flow.
    @Override
    public double valve() {
        return waterWK / (share * water * valveOpenWK);
    }

    @Override
    public double fanW() {
        return fanW;
    }
}
