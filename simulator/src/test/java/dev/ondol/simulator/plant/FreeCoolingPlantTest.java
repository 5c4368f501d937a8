package dev.ondol.simulator.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.site.CoolingPlant;
import dev.ondol.facility.site.CoolingPlant.Chillers;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.weather.WeatherSample;
import org.junit.jupiter.api.Test;

class FreeCoolingPlantTest {
    private static final CoolingPlant EDGE = SiteReader.builtIn("kr-edge").orElseThrow().cooling();
    private static final Chillers CHILLERS = EDGE.chillers().orElseThrow();
    private static final double LOAD_W = 750_000;

    private static WeatherSample outdoors(double dryBulbC) {
        return new WeatherSample(dryBulbC, dryBulbC - 3, dryBulbC - 6, 0.6, 2, 101_325, 0);
    }

    private static FreeCoolingPlant settled(double outdoorC, double chilledC) {
        FreeCoolingPlant plant = new FreeCoolingPlant(EDGE);
        for (int i = 0; i < 1500; i++) {
            plant.step(60, outdoors(outdoorC), LOAD_W, LOAD_W / (4186 * 6), chilledC, Double.NaN);
            assertThat(plant.imbalanceW()).isCloseTo(0, within(1e-3));
        }
        return plant;
    }

    @Test
    void meets_the_reference_point_of_the_site_with_its_fans() {
        ChillerBank bank = ChillerBank.airCooled(CHILLERS, 0.04);
        bank.stage(CHILLERS.capacityW() * 0.8, true, CHILLERS.leavingC(), CHILLERS.condenserC(), 60);
        double compressorW = bank.powerW(CHILLERS.capacityW(), CHILLERS.leavingC(), CHILLERS.condenserC());
        assertThat(CHILLERS.capacityW() / (compressorW + 0.04 * CHILLERS.capacityW())).isCloseTo(CHILLERS.cop(),
                within(1e-9));
    }

    @Test
    void cold_air_needs_no_compressor_and_hot_air_no_coil() {
        FreeCoolingPlant cold = settled(0, 18);
        assertThat(cold.chillerHeatW()).isCloseTo(0, within(1.0));
        assertThat(cold.economizing()).isTrue();
        assertThat(cold.fanW()).isBetween(100.0, 66_000.0);
        FreeCoolingPlant hot = settled(30, 18);
        assertThat(hot.economizerW()).isZero();
        assertThat(hot.economizing()).isFalse();
        assertThat(hot.chillerHeatW()).isGreaterThan(LOAD_W);
        FreeCoolingPlant mild = settled(16, 18);
        assertThat(mild.economizerW()).isPositive();
        assertThat(mild.chillerHeatW()).isPositive();
    }

    @Test
    void holds_the_water_and_passes_all_heat_on_at_any_outdoor_temperature() {
        for (double outdoorC = -15; outdoorC <= 38; outdoorC += 4) {
            FreeCoolingPlant plant = settled(outdoorC, 18);
            assertThat(plant.chilledSupplyC()).as("%s C", outdoorC).isCloseTo(18, within(0.1));
            assertThat(plant.rejectedW()).as("%s C", outdoorC).isCloseTo(LOAD_W + plant.electricW(),
                    within(0.01 * LOAD_W));
        }
    }

    @Test
    void power_rises_with_the_outdoor_temperature_and_falls_with_warmer_water() {
        double last = 0;
        for (double outdoorC = -10; outdoorC <= 40; outdoorC += 10) {
            double power = settled(outdoorC, 18).chillerW();
            assertThat(power).as("%s C", outdoorC).isGreaterThan(last);
            last = power;
        }
        assertThat(settled(35, 20).chillerW()).isLessThan(settled(35, 12).chillerW());
    }

    @Test
    void coils_change_over_with_hysteresis_and_keep_their_state_for_twenty_minutes() {
        FreeCoolingCoils coils = new FreeCoolingCoils(CHILLERS);
        int changes = 0;
        boolean before = coils.on();
        for (int minute = 0; minute < 240; minute++) {
            coils.change(60, 24, minute % 2 == 0 ? 10 : 30);
            changes += coils.on() != before ? 1 : 0;
            before = coils.on();
        }
        assertThat(changes).isBetween(2, 12);
        FreeCoolingCoils steady = new FreeCoolingCoils(CHILLERS);
        steady.change(1200, 24, 24 - 4.5);
        assertThat(steady.on()).isFalse();
        steady.change(1200, 24, 24 - 5.5);
        assertThat(steady.on()).isTrue();
        steady.change(1200, 24, 24 - 4.5);
        assertThat(steady.on()).isTrue();
        steady.change(1200, 24, 24 - 3.5);
        assertThat(steady.on()).isFalse();
    }

    /// EnergyPlus `ChillerElectricEIR_AirCooledChiller` sizes 0.001 m3/s of water at 5 K and 0.000114 m3/s of air per W.
    /// Its air is taken at 29.4 C with a gas constant of 287.0 instead of 287.042 J/(kg K): hence 2e-4 on the mass flow.
    @Test
    void condenser_air_is_sized_as_in_the_published_unit_test() {
        double waterKgS = 0.999898;
        double capacityW = waterKgS * 4_197.93 * 5;
        double airM3S = capacityW * FreeCoolingCoils.AIR_M3S_PER_W;
        assertThat(airM3S).isCloseTo(2.3925760323498, within(2.4e-6));
        assertThat(airM3S * MoistAir.density(29.4, 0, 101_325)).isCloseTo(2.7918772761695, within(2e-4 * 2.79));
    }
}
