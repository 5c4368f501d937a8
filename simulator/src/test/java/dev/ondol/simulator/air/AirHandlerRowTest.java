package dev.ondol.simulator.air;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.site.AirEconomizer;
import dev.ondol.facility.site.AirHandlers;
import dev.ondol.simulator.weather.WeatherSample;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AirHandlerRowTest {
    private static final AirHandlers OLD = new AirHandlers(4, 400_000, 33.1, 450, 21_000, false, 7, 12, 30);
    private static final AirHandlers NEW = new AirHandlers(4, 400_000, 27.6, 450, 21_000, true, 16, 24, 36);
    private static final AirEconomizer DAMPERS = new AirEconomizer(-9, 15, 0.8, 100);
    private static final double PRESSURE_PA = 101_325;

    private static WeatherSample outdoors(double dryBulbC, double dewPointC) {
        double humidity = MoistAir.saturationPressure(dewPointC) / MoistAir.saturationPressure(dryBulbC);
        return new WeatherSample(dryBulbC, dewPointC, dewPointC, humidity, 2, PRESSURE_PA, 0);
    }

    private static ReturnAir returning(double kgS, double hotC, double dewPointC) {
        ReturnAir air = new ReturnAir();
        air.speed = 0.8;
        air.kgS = kgS;
        air.hotC = hotC;
        air.bypassed = 0.05;
        air.humidityRatio = MoistAir.saturationHumidityRatio(dewPointC, PRESSURE_PA);
        return air;
    }

    private static AirHandlerRow cooled(AirHandlers spec, Optional<AirEconomizer> dampers, double dewPointC,
            double setC, double waterC, WeatherSample outdoors) {
        AirHandlerRow row = new AirHandlerRow(spec, dampers);
        for (int i = 0; i < 3; i++) {
            row.cool(returning(100, setC + 10, dewPointC), setC, waterC, outdoors);
        }
        return row;
    }

    @Test
    void seven_degree_water_condenses_moist_air_and_sixteen_degree_water_does_not() {
        AirHandlerRow old = cooled(OLD, Optional.empty(), 14, 18, 7, outdoors(20, 10));
        assertThat(old.condensedKgS()).isPositive();
        double latentW = old.condensedKgS() * HallMoisture.LATENT_HEAT;
        assertThat(old.chilledW()).isCloseTo(old.heatW() + latentW, within(1e-6));
        assertThat(latentW / old.heatW()).isBetween(0.01, 0.4);
        AirHandlerRow dry = cooled(OLD, Optional.empty(), 5, 18, 7, outdoors(20, 10));
        assertThat(dry.condensedKgS()).isZero();
        assertThat(old.waterLS()).isGreaterThan(dry.waterLS());
        assertThat(cooled(NEW, Optional.empty(), 14, 22, 16, outdoors(20, 10)).condensedKgS()).isZero();
    }

    @Test
    void moister_air_condenses_more() {
        double last = 0;
        for (double dewPointC = 10; dewPointC <= 18; dewPointC++) {
            double condensed = cooled(OLD, Optional.empty(), dewPointC, 18, 7, outdoors(20, 10)).condensedKgS();
            assertThat(condensed).isGreaterThanOrEqualTo(last);
            last = condensed;
        }
        assertThat(last).isPositive();
    }

    @Test
    void cold_dry_outdoor_air_takes_over_and_is_mixed_up_to_the_supply_temperature() {
        AirHandlerRow row = cooled(NEW, Optional.of(DAMPERS), 8, 22, 16, outdoors(5, 0));
        assertThat(row.supplyC()).isCloseTo(22, within(1e-9));
        assertThat(row.chilledW()).isCloseTo(0, within(1e-6));
        assertThat(row.rejectedW()).isCloseTo(row.heatW(), within(1e-6));
        assertThat(row.outdoorKgS()).isBetween(20.0, 60.0);
        assertThat(row.fanW()).isGreaterThan(cooled(NEW, Optional.empty(), 8, 22, 16, outdoors(5, 0)).fanW());
    }

    @Test
    void mild_outdoor_air_takes_a_part_and_the_coil_the_rest() {
        AirHandlerRow row = cooled(NEW, Optional.of(DAMPERS), 8, 22, 16, outdoors(26, 12));
        assertThat(row.outdoorKgS()).isCloseTo(100, within(1e-9));
        assertThat(row.rejectedW()).isPositive();
        assertThat(row.chilledW()).isPositive();
        assertThat(row.supplyC()).isCloseTo(22, within(1e-9));
    }

    @Test
    void dampers_stay_closed_in_moist_in_very_dry_and_in_hot_air() {
        for (WeatherSample outdoors : new WeatherSample[]{outdoors(18, 17), outdoors(-15, -20), outdoors(40, 10)}) {
            AirHandlerRow row = cooled(NEW, Optional.of(DAMPERS), 8, 22, 16, outdoors);
            assertThat(row.outdoorKgS()).as(outdoors.toString()).isZero();
            assertThat(row.rejectedW()).isZero();
        }
        AirEconomizer strict = new AirEconomizer(-9, 20, 0.4, 100);
        assertThat(cooled(NEW, Optional.of(strict), 8, 20, 16, outdoors(15, 12)).outdoorKgS()).isZero();
    }
}
