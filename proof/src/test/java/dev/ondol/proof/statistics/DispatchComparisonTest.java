package dev.ondol.proof.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.market.EnergyMarket;
import dev.ondol.facility.market.MarketData;
import dev.ondol.proof.run.AssetDay;
import dev.ondol.proof.run.Contender;
import dev.ondol.proof.run.RunFigures;
import dev.ondol.proof.statistics.DispatchComparison.Dispatch;
import dev.ondol.proof.statistics.Gates.Gate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DispatchComparisonTest {
    private static final MarketData MARKET = EnergyMarket.korea(ZoneId.of("Asia/Seoul")).data();

    /// A day of 100 kWh from the grid, 10 from the sun.
    private static AssetDay day(double storedKwh, double co2Kg, double cost, double heatIncome, double demandKw) {
        return new AssetDay(100, 0.2, 10, 5, 20, 1, storedKwh, co2Kg, cost, heatIncome, 4, demandKw, 0, 0);
    }

    private static Saving saving(Map<String, Saving> savings, String name) {
        return Objects.requireNonNull(savings.get(name));
    }

    private static DispatchComparison compared(AssetDay rules, AssetDay ours) {
        List<RunFigures> runs = List.of(Runs.of(Contender.ONDOL_ASSETS_RULES).assets(rules).week("w", 1, 5), Runs.of(
                Contender.ONDOL_ASSETS).assets(ours).week("w", 1, 5));
        return new DispatchComparison(new Comparison(runs, 1), MARKET);
    }

    @Test
    void lessCarbonAndCostPerGpuHourAreSavingsInPercent() {
        double demand = 10 * 8_320 / (365.25 / 12);
        Map<String, Saving> savings = compared(day(0, 40, 15_000, 500, 10), day(0, 38, 14_000, 400, 10)).savings();
        assertThat(saving(savings, "assets.co2").percent()).isCloseTo(5, within(1e-9));
        assertThat(saving(savings, "assets.co2").low()).isCloseTo(5, within(1e-9));
        assertThat(saving(savings, "assets.cost").percent())
                .isCloseTo(100 * (1 - (14_000 - 400 + demand) / (15_000 - 500
                        + demand)), within(1e-9));
        assertThat(saving(savings, "assets.co2WithHeat").percent()).isCloseTo(100 * (1 - 34.0 / 36), within(1e-9));
    }

    @Test
    void whatTheBatteryStillHoldsCountsAtTheMeanOfTheRun() {
        Dispatch held = compared(day(0, 40, 15_000, 0, 0), day(10, 40, 15_000, 0, 0)).dispatch(
                Contender.ONDOL_ASSETS).orElseThrow();
        assertThat(held.kgCo2PerGpuHour()).isCloseTo(40 - 10 * 0.4, within(1e-9));
        assertThat(held.costPerGpuHour()).isCloseTo(15_000 - 10 * 150.0, within(1e-6));
        assertThat(held.energyPerGpuHour() + held.demandPerGpuHour() - held.heatIncomePerGpuHour()).isCloseTo(held
                .costPerGpuHour(), within(1e-6));
    }

    @Test
    void theFactorsFollowTheStandard() {
        Dispatch of = compared(day(0, 40, 15_000, 0, 0), day(0, 40, 15_000, 0, 0)).dispatch(Contender.ONDOL_ASSETS)
                .orElseThrow();
        assertThat(of.ref()).isCloseTo(9.8 / 110, within(1e-9));
        assertThat(of.erf()).isCloseTo(20.0 / 110, within(1e-9));
        assertThat(of.ere()).isCloseTo(0.9, within(1e-9));
        assertThat(of.pvSelfUsePercent()).isCloseTo(98, within(1e-9));
        assertThat(of.heatExportMwh()).isCloseTo(0.1, within(1e-9));
        assertThat(Gates.of(of)).extracting(Gate::holds).containsExactly(true, true);
    }

    @Test
    void heatThatDoesNotPayAndSunThatIsSentAwayBreakTheirGates() {
        AssetDay bad = new AssetDay(100, 1, 10, 5, 20, 1, 0, 40, 15_000, 500, 4, 10, 3, 6);
        Dispatch of = compared(bad, bad).dispatch(Contender.ONDOL_ASSETS).orElseThrow();
        assertThat(Gates.of(of)).extracting(Gate::holds).containsExactly(false, false);
    }

    @Test
    void withoutTheAssetsNothingIsCompared() {
        DispatchComparison none = new DispatchComparison(new Comparison(List.of(Runs.of(Contender.ONDOL).week("w", 1,
                2)), 1), MARKET);
        assertThat(none.savings()).isEmpty();
        assertThat(none.dispatch(Contender.ONDOL_ASSETS)).isEmpty();
        assertThat(none.pointsOfHeatPump()).isEmpty();
    }
}
