package dev.ondol.simulator.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.site.CoolingPlant.Towers;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.weather.WeatherSample;
import org.junit.jupiter.api.Test;

class TowerBankTest {
    private static final Towers SPEC = SiteReader.builtIn("kr-hn1").orElseThrow().cooling().towers().orElseThrow();
    private static final double DESIGN_KG_S = 4 * 3.6e6 / (4186 * 5.5);

    private static WeatherSample air(double wetBulbC) {
        double dryBulbC = wetBulbC + 4;
        double ratio = MoistAir.humidityRatioAtWetBulb(dryBulbC, wetBulbC, 101_325);
        return new WeatherSample(dryBulbC, wetBulbC, MoistAir.dewPoint(ratio, 101_325),
                MoistAir.relativeHumidity(dryBulbC, ratio, 101_325), 2, 101_325, 0);
    }

    private static double coldest(TowerBank towers, double enteringC, double flowKgS, double wetBulbC) {
        return towers.cool(enteringC, flowKgS, -40, air(wetBulbC));
    }

    @Test
    void both_correlations_meet_the_design_point() {
        TowerBank towers = new TowerBank(SPEC, true);
        assertThat(coldest(towers, 36.5, DESIGN_KG_S, 27)).isCloseTo(31, within(1e-3));
        MerkelTower merkel = new MerkelTower(DESIGN_KG_S, DESIGN_KG_S / 1.2, 5.5, 4, 27);
        assertThat(merkel.leavingC(36.5, 1, 1, 27, 101_325)).isCloseTo(31, within(1e-6));
        assertThatThrownBy(() -> new MerkelTower(100, 20, 10, 1, 27)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("approach");
    }

    @Test
    void leaving_water_goes_on_smoothly_where_the_york_fit_ends() {
        TowerBank towers = new TowerBank(SPEC, true);
        for (double load : new double[]{0.4, 0.7, 1}) {
            double last = coldest(towers, 24 + 8, load * DESIGN_KG_S, 24);
            for (double wetBulb = 24.05; wetBulb <= 32; wetBulb += 0.05) {
                double leaving = coldest(towers, wetBulb + 8, load * DESIGN_KG_S, wetBulb);
                assertThat(leaving - last).as("load %s, wet-bulb %s", load, wetBulb).isBetween(-0.06, 0.16);
                assertThat(leaving).isGreaterThan(wetBulb);
                last = leaving;
            }
        }
    }

    /// Merkel's approach falls in warmer air, where saturated air takes more heat a kelvin, as measured towers' does.
    @Test
    void merkel_approach_rises_in_colder_air_and_with_less_airflow() {
        MerkelTower merkel = new MerkelTower(DESIGN_KG_S, DESIGN_KG_S / 1.2, 5.5, 4, 27);
        double last = 0;
        for (double wetBulb = 32; wetBulb >= 5; wetBulb -= 3) {
            double entering = wetBulb + 9.5;
            double approach = merkel.leavingC(entering, 1, 1, wetBulb, 101_325) - wetBulb;
            assertThat(approach).as("wet-bulb %s", wetBulb).isGreaterThan(last);
            last = approach;
        }
        last = 0;
        for (double airflow = 1; airflow > 0.05; airflow -= 0.1) {
            double leaving = merkel.leavingC(36.5, 1, airflow, 27, 101_325);
            assertThat(leaving).isBetween(Math.max(last, 27), 36.5);
            last = leaving;
        }
        assertThat(merkel.leavingC(25, 1, 1, 27, 101_325)).isEqualTo(25);
    }

    @Test
    void slower_fans_make_warmer_water() {
        for (double wetBulb : new double[]{20, 26.3, 29}) {
            TowerBank towers = new TowerBank(SPEC, true);
            double last = Double.POSITIVE_INFINITY;
            for (double wanted = wetBulb + 4; wanted <= wetBulb + 12; wanted += 0.5) {
                double leaving = towers.cool(wetBulb + 14, 420, wanted, air(wetBulb));
                assertThat(leaving).isGreaterThanOrEqualTo(wanted - 1e-9);
                assertThat(towers.fanPowerW()).isLessThanOrEqualTo(last);
                last = towers.fanPowerW();
            }
        }
        TowerBank towers = new TowerBank(SPEC, true);
        assertThat(towers.cool(30, 420, 35, air(20))).isEqualTo(30);
        assertThat(towers.fanPowerW()).isZero();
    }

    @Test
    void make_up_is_evaporation_drift_and_blow_down() {
        TowerBank towers = new TowerBank(SPEC, true);
        double flow = 600;
        double heatW = flow * 4186 * (34 - towers.cool(34, flow, 28, air(22)));
        towers.evaporate(heatW, flow, air(22));
        double litresPerKwh = towers.makeUpKgS() * 3600 / (heatW / 1000);
        // all-latent would be 1.48 L/kWh; at 5 cycles a quarter of it comes as blow-down
        assertThat(litresPerKwh).isBetween(0.6 * 1.25, 1.48 * 1.25);
        Towers fewer = new Towers(SPEC.units(), SPEC.capacityW(), SPEC.approachK(), SPEC.rangeK(), SPEC.wetBulbC(),
                SPEC.fanPowerW(), 2);
        TowerBank wasteful = new TowerBank(fewer, true);
        wasteful.cool(34, flow, 28, air(22));
        wasteful.evaporate(heatW, flow, air(22));
        double drift = 0.00008 * flow;
        double evaporated = wasteful.makeUpKgS() / 2; // two cycles: as much blow-down (with the drift) as evaporation
        assertThat(towers.makeUpKgS()).isCloseTo(evaporated * 1.25, within(1e-9));
        assertThat(evaporated).isGreaterThan(drift);
    }

    @Test
    void basins_of_cells_without_water_are_heated_below_four_degrees_and_no_others() {
        TowerBank towers = new TowerBank(SPEC, true);
        double third = 0.34 * DESIGN_KG_S / 4;
        assertThat(basinsW(towers, 2 * third, 4)).isZero();
        assertThat(basinsW(towers, DESIGN_KG_S, -15)).isZero();
        assertThat(basinsW(towers, 2 * third, -7)).isCloseTo(2 * 14_400 / 2.0, within(1e-6));
        assertThat(basinsW(towers, 2 * third, -18)).isCloseTo(2 * 14_400, within(1e-6));
        assertThat(basinsW(towers, 2 * third, -30)).as("a heater gives no more than its size")
                .isCloseTo(2 * 14_400, within(1e-6));
        assertThat(basinsW(towers, 0, -18)).as("one cell stays in the loop").isCloseTo(3 * 14_400, within(1e-6));
        towers.available(0.5); // the cells out of service stand full of water, too
        assertThat(basinsW(towers, DESIGN_KG_S, -18)).isCloseTo(2 * 14_400, within(1e-6));
    }

    private static double basinsW(TowerBank towers, double flowKgS, double outdoorC) {
        towers.heatBasins(flowKgS, outdoorC);
        return towers.basinW();
    }
}
