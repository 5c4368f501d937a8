package dev.ondol.simulator.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Figures of pvlib's tests of its PVWatts functions and cell temperatures.
class PvModulesTest {
    @Test
    void directCurrentIsAsPublished() {
        PvModules modules = new PvModules(100, -0.003, 0, ModuleCover.GLASS);
        assertThat(modules.dcW(900, 30)).isCloseTo(88.65, within(1e-9));
        assertThat(modules.dcW(0, 30)).isZero();
    }

    @Test
    void defaultLossesAreAsPublished() {
        assertThat(100 * PvModules.defaultLoss()).isCloseTo(14.075660688264469, within(1e-9));
    }

    @Test
    void theInverterIsAsPublished() {
        Inverter inverter = new Inverter(100, 0.95);
        assertThat(inverter.acW(90)).isCloseTo(85.58556604752516, within(1e-9));
        assertThat(inverter.acW(50)).isCloseTo(47.60843624, within(1e-7));
        assertThat(inverter.acW(0)).isZero();
        assertThat(inverter.acW(0.1)).isZero(); // less than it needs for itself
        assertThat(inverter.acW(150)).isCloseTo(95, within(1e-9));
    }

    @Test
    void cellTemperaturesAreAsPublished() {
        assertThat(CellTemperature.FAIMAN.cellC(900, 20, 5)).isCloseTo(35.203, within(1e-3));
        CellTemperature openRack = CellTemperature.sapm(-3.47, -0.0594, 3);
        assertThat(openRack.cellC(900, 20, 5)).isCloseTo(43.509, within(1e-3));
        assertThat(openRack.cellC(500, 10, 5)).isCloseTo(23.06066166, within(1e-7));
        assertThat(CellTemperature.ROOF.cellC(900, 20, 2)).isGreaterThan(CellTemperature.FAIMAN.cellC(900, 20, 2) + 10);
    }

    @Test
    void aCoverPassesEverythingStraightOnAndNothingAtAGrazingAngle() {
        for (ModuleCover cover : ModuleCover.values()) {
            assertThat(cover.transmitted(1)).isCloseTo(1, within(1e-4));
            double before = 1.001;
            for (double angle = 0; angle <= 90; angle += 5) {
                double now = cover.transmitted(Math.cos(Math.toRadians(angle)));
                assertThat(now).isBetween(0.0, before);
                before = now;
            }
            assertThat(cover.transmitted(0)).isLessThan(0.06);
        }
        double cosine70 = Math.cos(Math.toRadians(70));
        assertThat(ModuleCover.COATED_GLASS.transmitted(cosine70))
                .isGreaterThan(ModuleCover.GLASS.transmitted(cosine70));
        assertThat(ModuleCover.GLASS.transmitted(cosine70)).isCloseTo(0.863, within(0.01));
    }
}
