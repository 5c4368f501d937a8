package dev.ondol.simulator.facility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.control.GoodPracticeControl;
import dev.ondol.simulator.energy.AssetAccount;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherFiles;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class FacilityAssetsTest {
    @Test
    void everyKilowattHourThatIsUsedComesFromMeterSunOrBattery() throws UnusableWeather {
        for (String id : new String[]{"kr-hn1", "kr-edge"}) {
            Facility facility = run(id, LocalDate.of(2026, 1, 12), 3, true);
            AssetAccount assets = facility.assets().orElseThrow();
            EnergyAccount energy = facility.energy();
            assertThat(energy.maxBalanceError()).as(id).isLessThan(1e-6);
            assertThat(assets.importKwh() + assets.pvUsedKwh() + assets.netDischargeKwh()).as(id)
                    .isCloseTo(energy.facilityKwh(), within(1e-9 * energy.facilityKwh()));
            assertThat(energy.kwh(Subsystem.HEAT_PUMP)).as(id).isCloseTo(assets.heatPumpKwh(), within(1e-6));
            assertThat(assets.pvKwh()).as(id).isPositive();
            assertThat(assets.batteryCycles()).as(id).isGreaterThan(1);
        }
    }

    @Test
    void inWinterTheHeatPumpRunsAtFullPowerAndSparesTheCooling() throws UnusableWeather {
        for (String id : new String[]{"kr-hn1", "kr-edge"}) {
            Facility with = run(id, LocalDate.of(2026, 1, 12), 2, true);
            Facility without = run(id, LocalDate.of(2026, 1, 12), 2, false);
            AssetAccount assets = with.assets().orElseThrow();
            double capacityKw = with.site().assets().orElseThrow().heatPump().orElseThrow().capacityW() / 1000;
            assertThat(assets.heatKwh() / 48).as(id).isBetween(0.7 * capacityKw, 1.001 * capacityKw);
            assertThat(assets.heatKwh() / assets.heatPumpKwh()).as(id).isBetween(3.0, 5.0);
            assertThat(with.energy().coolingKwh()).as(id).isLessThan(without.energy().coolingKwh() + 1);
            assertThat(with.energy().pue()).as(id).isGreaterThan(without.energy().pue());
            assertThat(assets.ere(with.energy().itKwh())).as(id).isLessThan(without.energy().pue());
        }
    }

    @Test
    void inSummerTheDistrictTakesLess() throws UnusableWeather {
        AssetAccount summer = run("kr-hn1", LocalDate.of(2026, 7, 20), 2, true).assets().orElseThrow();
        assertThat(summer.heatKwh() / 48).isCloseTo(0.3 * 2_000, within(1.0));
    }

    @Test
    void assetsAreOffUnlessAskedFor() throws UnusableWeather {
        Facility facility = run("kr-hn1", LocalDate.of(2026, 1, 12), 1, false);
        assertThat(facility.assets()).isEmpty();
        assertThat(facility.energy().kwh(Subsystem.HEAT_PUMP)).isZero();
    }

    private static Facility run(String id, LocalDate from, int days, boolean assets) throws UnusableWeather {
        Site site = SiteReader.builtIn(id).orElseThrow();
        Weather weather = WeatherFiles.open(site.location().climate(), site.location(), 1);
        long begin = from.atStartOfDay(site.location().zone()).toInstant().toEpochMilli();
        Facility facility = new Facility(site, new GoodPracticeControl(), weather, begin, 1, assets);
        Allocation.fill(facility.it(), 0.687, 1);
        for (int minute = 0; minute < days * 1_440; minute++) {
            facility.step(60);
        }
        return facility;
    }
}
