package dev.ondol.simulator.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.EnergyAssets;
import dev.ondol.facility.site.EnergyAssets.Battery;
import dev.ondol.facility.site.EnergyAssets.Photovoltaics;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherFiles;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SiteAssetsTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();

    @Test
    void theMeterBalancesInEveryStepAndOverTheTime() throws UnusableWeather {
        Weather weather = WeatherFiles.open("haenam", SITE.location(), 1);
        SiteAssets assets = new SiteAssets(with(6e6, 2e6), weather);
        double used = 0;
        long from = at("2026-05-04T00:00");
        for (int minute = 0; minute < 14 * 1_440; minute++) {
            long now = from + minute * 60_000L;
            double facilityW = 2e6 + 1e6 * Math.sin(minute / 500.0);
            assets.settle(60, now, weather.at(now), facilityW);
            assertThat(assets.meterW() + assets.pvW() + assets.batteryW()).isCloseTo(facilityW, within(1e-6));
            used += facilityW / 60_000;
        }
        AssetAccount account = assets.account();
        assertThat(account.importKwh() + account.pvUsedKwh() + account.netDischargeKwh()).isCloseTo(used, within(1e-3));
        assertThat(account.facilityKwh()).isCloseTo(used, within(1e-3));
        assertThat(account.exportKwh()).isPositive();
        assertThat(account.selfUse()).isBetween(0.3, 0.99);
        assertThat(account.batteryCycles()).isBetween(5.0, 14.0);
        // what was lost is what a round trip of 88 % and the converter lose of what was charged
        assertThat(account.batteryLossKwh() / account.chargedKwh()).isBetween(0.12, 0.17);
        assertThat(account.ref()).isCloseTo(account.pvUsedKwh() / used, within(1e-9));
    }

    @Test
    void theBatteryChargesAtLightHoursAndServesThePeak() throws UnusableWeather {
        Weather weather = WeatherFiles.open("haenam", SITE.location(), 1);
        SiteAssets assets = new SiteAssets(with(1e3, 2e6), weather);
        assets.settle(60, at("2026-07-15T03:00"), weather.at(at("2026-07-15T03:00")), 5e6);
        assertThat(assets.batteryW()).isCloseTo(-2e6, within(1e-6));
        assertThat(assets.meterW()).isCloseTo(7e6, within(1e-6));
        assets.settle(60, at("2026-07-15T19:30"), weather.at(at("2026-07-15T19:30")), 1e6);
        assertThat(assets.batteryW()).isCloseTo(1e6, within(1e4));
        assertThat(assets.meterW()).isCloseTo(0, within(1e4)); // never into the grid
        assets.settle(60, at("2026-07-15T09:00"), weather.at(at("2026-07-15T09:00")), 5e6);
        assertThat(assets.batteryW()).isZero();
    }

    @Test
    void aSurplusOfTheSunGoesIntoTheBatteryFirst() throws UnusableWeather {
        Weather weather = WeatherFiles.open("haenam", SITE.location(), 1);
        SiteAssets assets = new SiteAssets(with(50e6, 2e6), weather);
        long noon = at("2026-07-15T12:30");
        assets.settle(60, noon, weather.at(noon), 1e6);
        assertThat(assets.pvW()).isGreaterThan(3e6);
        assertThat(assets.batteryW()).isCloseTo(-2e6, within(1e-6));
        assertThat(assets.meterW()).isCloseTo(1e6 + 2e6 - assets.pvW(), within(1e-6)).isNegative();
    }

    @Test
    void writtenSetpointsStandOverTheRulesUntilTheyAreGivenBack() throws UnusableWeather {
        Weather weather = WeatherFiles.open("haenam", SITE.location(), 1);
        SiteAssets assets = new SiteAssets(with(1e3, 2e6), weather);
        long light = at("2026-07-15T03:00");
        assets.wantBatteryW(500e3);
        assets.settle(60, light, weather.at(light), 5e6);
        assertThat(assets.batteryW()).isCloseTo(500e3, within(1e-6));
        assets.wantBatteryW(0);
        assets.settle(60, light, weather.at(light), 5e6);
        assertThat(assets.batteryW()).isZero();
        assets.wantBatteryW(Double.NaN);
        assets.settle(60, light, weather.at(light), 5e6);
        assertThat(assets.batteryW()).isCloseTo(-2e6, within(1e-6));
    }

    @Test
    void aboveTheImportLimitTheBatteryHelpsAndBelowItChargesOnlyUpToIt() throws UnusableWeather {
        SiteAssets assets = new SiteAssets(with(1e3, 2e6), WeatherFiles.open("haenam", SITE.location(), 1));
        Weather weather = WeatherFiles.open("haenam", SITE.location(), 1);
        long night = at("2026-07-15T03:00");
        assets.wantBatteryW(-2e6);
        assets.limitImport(5e6);
        assets.settle(60, night, weather.at(night), 6e6);
        assertThat(assets.batteryW()).isCloseTo(1e6, within(1e-6));
        assertThat(assets.meterW()).isCloseTo(5e6, within(1e-6));
        assets.settle(60, night, weather.at(night), 4.5e6);
        assertThat(assets.batteryW()).isCloseTo(-0.5e6, within(1e-6));
        assets.limitImport(Double.POSITIVE_INFINITY);
        assets.settle(60, night, weather.at(night), 6e6);
        assertThat(assets.batteryW()).isCloseTo(-2e6, within(1e-6));
    }

    @Test
    void whateverIsWrittenTheBatteryKeepsItsLimitsAndNeverFeedsTheGrid() throws UnusableWeather {
        Weather weather = WeatherFiles.open("haenam", SITE.location(), 1);
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        SiteAssets assets = new SiteAssets(with(3e6, 2e6), weather);
        long from = at("2026-05-04T00:00");
        for (int minute = 0; minute < 7 * 1_440; minute++) {
            if (random.nextInt(15) == 0) {
                assets.wantBatteryW(random.nextDouble(-3e6, 3e6));
                assets.limitImport(random.nextBoolean() ? Double.POSITIVE_INFINITY : random.nextDouble(0, 4e6));
            }
            long now = from + minute * 60_000L;
            double facilityW = random.nextDouble(0.2e6, 4e6);
            assets.settle(60, now, weather.at(now), facilityW);
            assertThat(assets.charge()).as("seed %d", seed).isBetween(0.10, 0.95 + 1e-9);
            assertThat(assets.batteryW()).as("seed %d", seed).isBetween(-2e6 - 1e-6, 2e6 + 1e-6);
            if (assets.batteryW() > 0) {
                assertThat(assets.meterW()).as("seed %d: into the grid", seed).isGreaterThanOrEqualTo(-1e-6);
            }
        }
        AssetAccount account = assets.account();
        assertThat(account.importKwh() + account.pvUsedKwh() + account.netDischargeKwh()).isCloseTo(account
                .facilityKwh(), within(1e-6 * account.facilityKwh()));
    }

    @Test
    void aBatteryThatIsToldToRestStillTakesTheSunThatWouldBeSentAway() throws UnusableWeather {
        Weather weather = WeatherFiles.open("haenam", SITE.location(), 1);
        SiteAssets assets = new SiteAssets(with(50e6, 2e6), weather);
        long noon = at("2026-07-15T12:30");
        assets.wantBatteryW(0);
        assets.settle(60, noon, weather.at(noon), 1e6);
        assertThat(assets.batteryW()).isCloseTo(-2e6, within(1e-6));
    }

    @Test
    void theHeatPumpKeepsToItsLimit() throws UnusableWeather {
        SiteAssets assets = new SiteAssets(SITE, WeatherFiles.open("haenam", SITE.location(), 1));
        assertThat(assets.recover(44, 1e6, 5e6, 0)).isPositive();
        double fullW = assets.heatW();
        assets.limitHeatPump(0.5);
        assertThat(assets.recover(44, 1e6, 5e6, 0)).isPositive();
        assertThat(assets.heatW()).isCloseTo(fullW / 2, within(1.0));
        assets.limitHeatPump(0);
        assertThat(assets.recover(44, 1e6, 5e6, 0)).isZero();
        assets.limitHeatPump(Double.NaN);
        assertThat(assets.recover(44, 1e6, 5e6, 0)).isPositive();
    }

    @Test
    void aSiteWithoutAssetsImportsEverything() throws UnusableWeather {
        Weather weather = WeatherFiles.open("haenam", SITE.location(), 1);
        SiteAssets none = new SiteAssets(SiteReader.conventionalTwin("kr-hn1").orElseThrow(), weather);
        long noon = at("2026-07-15T12:30");
        none.settle(60, noon, weather.at(noon), 1e6);
        assertThat(none.meterW()).isEqualTo(1e6);
        assertThat(none.recover(45, 1e6, 1e6, 0)).isZero();
        assertThat(none.account().firstCharge()).isNaN();
    }

    private static Site with(double peakW, double batteryW) {
        return new Site(SITE.id(), SITE.name(), SITE.location(), SITE.nodeTypes(), SITE.halls(), SITE.cooling(),
                SITE.electrical(),
                Optional.of(new EnergyAssets(Optional.of(new Photovoltaics(peakW, 30, 180, Optional.empty())),
                        Optional.of(new Battery(batteryW, 2 * batteryW, 0.88)), Optional.empty())),
                SITE.envelope());
    }

    private static long at(String local) {
        return LocalDateTime.parse(local).atZone(SITE.location().zone()).toInstant().toEpochMilli();
    }
}
