package dev.ondol.simulator.liquid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.CoolantUnits;
import org.junit.jupiter.api.Test;

class TechnologyLoopTest {
    private static final double GLYCOL_HEAT = 3980; // 20 % propylene glycol near 40 C
    private static final double WATER_HEAT = 4186;

    /// Published nominal points (Open Compute Project contributions of Vertiv and Google): heat, flows and approach give
    /// effectiveness, transfer units and conductance.
    @Test
    void published_coolant_units_have_the_effectiveness_of_their_nominal_point() {
        nominal(1_350_000, 20.6 * GLYCOL_HEAT, 20.6 * WATER_HEAT, 32, 4, 0.805, 3.75, 308_000);
        nominal(2_000_000, 31.48 * GLYCOL_HEAT, 32.30 * WATER_HEAT, 45, 3, 0.842, 4.50, 563_000);
    }

    private static void nominal(double heatW, double coolantWK, double waterWK, double supplyC, double approachK,
            double effectiveness, double units, double conductanceWK) {
        double hotC = supplyC + heatW / coolantWK;
        double coldC = supplyC - approachK;
        double least = Math.min(coolantWK, waterWK);
        assertThat(heatW / (least * (hotC - coldC))).isCloseTo(effectiveness, within(0.005));
        HeatExchanger exchanger = new HeatExchanger(heatW, hotC, coldC, coolantWK, waterWK, 1, HeatExchanger.PLATE,
                HeatExchanger.PLATE);
        double conductance = exchanger.conductanceWK(coolantWK, waterWK);
        assertThat(conductance).isCloseTo(conductanceWK, within(0.01 * conductanceWK));
        assertThat(conductance / least).isCloseTo(units, within(0.01 * units));
        assertThat(exchanger.heatW(hotC, coolantWK, coldC, waterWK)).isCloseTo(heatW, within(1e-6 * heatW));
        assertThat(exchanger.heatW(hotC, coolantWK / 2, coldC, waterWK)).isBetween(0.5 * heatW, 0.75 * heatW);
    }

    private static TechnologyLoop loop() {
        CoolantUnits units = new CoolantUnits(4, 1, 1_000_000, 36, 4, 2.83, 12_000,
                CoolantUnits.Source.FACILITY_WATER);
        return new TechnologyLoop(units, 24, 75);
    }

    @Test
    void valves_hold_the_supply_and_all_heat_reaches_the_water() {
        TechnologyLoop loop = loop();
        for (int i = 0; i < 300; i++) {
            loop.step(30, 2.2e6, 36, 1, 31);
            assertThat(loop.imbalanceW()).isCloseTo(0, within(1e-3));
        }
        assertThat(loop.supplyC()).isCloseTo(36, within(0.02));
        assertThat(loop.heatW()).isCloseTo(2.2e6 + loop.pumpW(), within(5_000.0));
        assertThat(loop.waterOutC()).isBetween(32.0, loop.returnC());
    }

    @Test
    void case_temperature_follows_coolant_and_power() {
        TechnologyLoop loop = loop();
        for (int i = 0; i < 300; i++) {
            loop.step(30, 2.5e6, 36, 1, 31);
        }
        double plateW = 2.5e6 / (24 * 2.83 * 60 / 1.6);
        assertThat(loop.caseC()).isCloseTo(36 + plateW * (0.01617 + 0.00839 / 1.6), within(0.05));
    }

    @Test
    void fewer_units_than_the_duty_push_less_coolant_at_the_power_of_their_system_curve() {
        TechnologyLoop loop = loop();
        double designLS = 24 * 2.83;
        loop.available(3);
        assertThat(loop.flowLS()).isCloseTo(designLS, within(1e-9));
        assertThat(loop.pumpW()).isCloseTo(36_000, within(1e-6));
        loop.available(1);
        double x = loop.flowLS() / designLS;
        assertThat(x).isBetween(1 / 3.0, 0.8);
        double head = (230 * x * x + 50 * Math.pow(x, 1.85) + 65 * Math.pow(x, 1.76)) / 345;
        assertThat(loop.pumpW()).isCloseTo(36_000 * x * head, within(1e-6));
        for (int i = 0; i < 300; i++) {
            loop.step(30, 1.0e6, 36, 1, 31);
            assertThat(loop.imbalanceW()).isCloseTo(0, within(1e-3));
        }
        loop.available(4);
        assertThat(loop.flowLS()).isCloseTo(designLS, within(1e-9));
    }

    @Test
    void slower_coolant_takes_less_pump_power_and_warms_more_and_so_do_the_modules() {
        TechnologyLoop design = loop();
        TechnologyLoop slow = loop();
        for (int i = 0; i < 300; i++) {
            design.step(30, 1.6e6, 36, 1, 31);
            slow.step(30, 1.6e6, 36, 0.6, 31);
            assertThat(slow.imbalanceW()).isCloseTo(0, within(1e-3));
        }
        assertThat(slow.supplyC()).isCloseTo(36, within(0.02));
        assertThat(slow.pumpW()).isLessThan(0.3 * design.pumpW());
        assertThat(slow.returnC() - 36).isCloseTo((design.returnC() - 36) / 0.6, within(0.2));
        assertThat(design.slowFlowK()).isZero();
        assertThat(slow.slowFlowK()).isCloseTo(slow.caseC() - design.caseC(), within(0.05)).isBetween(1.0, 4.0);
    }
}
