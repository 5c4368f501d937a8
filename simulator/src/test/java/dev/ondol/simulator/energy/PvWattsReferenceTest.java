package dev.ondol.simulator.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.simulator.weather.Sun;
import dev.ondol.simulator.weather.SunPosition;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

/// EnergyPlus' unit test of Generator:PVWatts: Phoenix, 15 June 1986, 7 to 8 h; direct 728 W/m2, diffuse 70, wind 3.1 m/s,
/// 31.7 C; within its own 0.5 W. The arrays on a one-axis tracker (3 kW) and on a backtracking one (5.5 kW) are left out: sites
/// have fixed arrays, so there is no tracker geometry and no shading of row by row. The two-axis array only needs to face the
/// sun, so it is here.
class PvWattsReferenceTest {
    private static final double DIRECT_WM2 = 728;
    private static final double DIFFUSE_WM2 = 70;
    /// The reference takes this all the year in the sky's brightness, as the first programs of Perez's model did; the plant takes
    /// that of the day (1,322 here), which costs 0.1 % of the two-axis array's power.
    private static final double EXTRATERRESTRIAL_WM2 = 1367;
    private static final long MIDDLE = ZonedDateTime.parse("1986-06-15T07:30:00-07:00").toInstant().toEpochMilli();
    private static final SunPosition SUN = new Sun(33.45, -111.98, 337).at(MIDDLE);

    @Test
    void standardModulesOnARoof() {
        PvModules modules = new PvModules(4_000, -0.0047, 0.14, ModuleCover.GLASS);
        assertThat(netW(modules, 20, 180, new FuentesModule(49, 1, 30.345, 92.257))).isCloseTo(884.137, within(0.5));
    }

    @Test
    void thinFilmOnAnOpenRack() {
        PvModules modules = new PvModules(1_000, -0.002, 0.1, ModuleCover.GLASS);
        assertThat(netW(modules, 30, 140, new FuentesModule(45, 1, 33.764, 255.213))).isCloseTo(433.109, within(0.5));
    }

    @Test
    void premiumModulesThatFaceTheSun() {
        PvModules modules = new PvModules(3_800, -0.0035, 0.08, ModuleCover.COATED_GLASS);
        assertThat(netW(modules, SUN.zenithDeg(), SUN.azimuthDeg(), new FuentesModule(45, 1, 42.229, 647.867)))
                .isCloseTo(2_759.937, within(0.5));
    }

    @Test
    void theInverterBehindThem() {
        // 1.5 and 2.5 kW arrays, direct to alternating current 1.1, 96 %
        assertThat(Inverter.behind(4_000).acW(884.018)).isCloseTo(842.527, within(0.001));
    }

    private static double netW(PvModules modules, double tiltDeg, double facingDeg, CellTemperature cells) {
        double planeWM2 = PvArray.planeWM2(tiltDeg, facingDeg, SUN, DIRECT_WM2, DIFFUSE_WM2,
                EXTRATERRESTRIAL_WM2);
        double cellC = cells.cellC(planeWM2, 31.7, 3.1);
        return modules.netW(planeWM2, DIRECT_WM2, SUN.incidence(tiltDeg, facingDeg), cellC);
    }
}
