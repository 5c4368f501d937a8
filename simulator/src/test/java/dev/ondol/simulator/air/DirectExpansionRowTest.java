package dev.ondol.simulator.air;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.site.DirectExpansion;
import dev.ondol.simulator.weather.WeatherSample;
import org.junit.jupiter.api.Test;

class DirectExpansionRowTest {
    private static final DirectExpansion SPEC = new DirectExpansion(12, 120_000, 9.9, 7_500, 3.0);
    private static final double AIR_WK = 12 * 9.9 * MoistAir.STANDARD_DENSITY * MoistAir.SPECIFIC_HEAT;

    private static WeatherSample outdoors(double dryBulbC) {
        return new WeatherSample(dryBulbC, dryBulbC - 3, dryBulbC - 6, 0.6, 2, 101_325, 0);
    }

    private static DirectExpansionRow cooled(double heatW, double outdoorC) {
        return cooled(heatW, outdoorC, 0.006);
    }

    private static DirectExpansionRow cooled(double heatW, double outdoorC, double humidityRatio) {
        DirectExpansionRow row = new DirectExpansionRow(SPEC);
        ReturnAir air = new ReturnAir();
        air.speed = 1;
        air.kgS = row.mostKgS();
        air.hotC = 18 + (heatW - row.fanW()) / AIR_WK;
        air.humidityRatio = humidityRatio;
        row.cool(air, 18, Double.NaN, outdoors(outdoorC));
        return row;
    }

    @Test
    void curves_are_one_at_their_reference() {
        assertThat(DirectExpansionCurves.capacityRatio(19.4, 35)).isCloseTo(1, within(0.01));
        assertThat(DirectExpansionCurves.energyInputRatio(19.4, 35)).isCloseTo(1, within(0.01));
        assertThat(DirectExpansionCurves.cycling(1)).isEqualTo(1);
        assertThat(DirectExpansionCurves.cycling(0)).isCloseTo(1 / 0.85, within(1e-12));
    }

    @Test
    void holds_the_supply_air_and_passes_all_heat_outdoors() {
        DirectExpansionRow row = cooled(700_000, 30);
        assertThat(row.supplyC()).isCloseTo(18, within(1e-9));
        assertThat(row.heatW()).isCloseTo(700_000, within(1e-6));
        assertThat(row.rejectedW()).isCloseTo(row.heatW() + row.compressorW(), within(1e-6));
        assertThat(row.fanW()).isEqualTo(12 * 7_500);
        assertThat(row.chilledW()).isZero();
    }

    @Test
    void hot_days_cost_more_and_cold_ones_no_less_than_the_head_pressure_control_allows() {
        double last = 0;
        for (double outdoorC = 21.11; outdoorC <= 55; outdoorC += 2) {
            double power = cooled(700_000, outdoorC).compressorW();
            assertThat(power).as("%s C", outdoorC).isGreaterThan(last);
            last = power;
        }
        assertThat(cooled(700_000, -10).compressorW()).isEqualTo(cooled(700_000, 15).compressorW());
    }

    @Test
    void efficiency_falls_at_part_load_because_the_compressors_cycle() {
        double full = cooled(1_400_000, 30).compressorW() / 1_400_000;
        double half = cooled(500_000, 30).compressorW() / 500_000;
        assertThat(half).isGreaterThan(full);
        assertThat(1 / half).isBetween(2.4, 3.6);
    }

    @Test
    void too_much_heat_lets_the_supply_air_warm_up() {
        DirectExpansionRow row = cooled(2_500_000, 40);
        assertThat(row.valve()).isEqualTo(1);
        assertThat(row.supplyC()).isGreaterThan(20);
        assertThat(row.heatW()).isLessThan(12 * 150_000);
    }

    @Test
    void moist_air_condenses_on_the_running_coil_and_costs_compressor_power() {
        DirectExpansionRow dry = cooled(700_000, 30, 0.005);
        DirectExpansionRow moist = cooled(700_000, 30, 0.0105);
        assertThat(dry.condensedKgS()).isCloseTo(0, within(1e-12));
        assertThat(moist.condensedKgS()).isBetween(0.001, 0.1);
        assertThat(moist.compressorW()).isGreaterThan(dry.compressorW());
        assertThat(moist.rejectedW())
                .isCloseTo(moist.heatW() + moist.condensedKgS() * HallMoisture.LATENT_HEAT + moist.compressorW(),
                        within(1e-6));
    }
}
