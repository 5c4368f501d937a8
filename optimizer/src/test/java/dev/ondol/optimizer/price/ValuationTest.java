package dev.ondol.optimizer.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.market.EnergyMarket;
import dev.ondol.facility.plan.Weights;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.optimizer.model.Evaporation;
import dev.ondol.optimizer.model.Outdoor;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValuationTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final Outdoor MILD = new Outdoor(20, 15, 12);
    private static final long MIDNIGHT = Instant.parse("2022-01-04T15:00:00Z").toEpochMilli();
    private static final int[] HOURS = {0, 720, 780, 1440};

    private static Valuation by(Weights weights) {
        return Valuation.of(SITE, Tariff.of(SITE), weights, MIDNIGHT, HOURS, Collections.nCopies(3, MILD));
    }

    @Test
    void energyAloneCountsEveryWattAsItIs() {
        for (double watts : new double[]{0, 1.0 / 3, 7_654_321.098765}) {
            assertThat(by(Weights.ENERGY).weighted(1, watts, 123_456)).isEqualTo(watts);
            assertThat(Valuation.energy(3).weighted(1, watts, 123_456)).isEqualTo(watts);
        }
    }

    @Test
    void noonCountsLessThanNightWhereCarbonCounts() {
        Valuation carbon = by(new Weights(0, 1, 0, 0));
        assertThat(carbon.weighted(1, 1_000, 0)).isLessThan(carbon.weighted(0, 1_000, 0));
        assertThat(carbon.kgPerKwh(1)).isCloseTo(0.325, within(1e-12));
    }

    @Test
    void aConstantLoadCountsTheSameOverADayWhateverIsWeighed() {
        for (Weights weights : List.of(new Weights(0, 1, 0, 0), new Weights(0, 0, 1, 0), new Weights(2, 3, 5, 0))) {
            Valuation valuation = by(weights);
            double sum = 0;
            for (int stage = 0; stage < 3; stage++) {
                sum += valuation.weighted(stage, 1_000, 0) * (HOURS[stage + 1] - HOURS[stage]) / 1440.0;
            }
            assertThat(sum).isCloseTo(1_000, within(1e-9));
        }
    }

    @Test
    void waterCountsByWhatTowersEvaporate() {
        assertThat(by(new Weights(0, 0, 0, 1)).weighted(0, 1_000, 1_000)).isCloseTo(1_000 * Evaporation.litresPerKwh(
                SITE, MILD) / 1.8, within(1e-9));
    }

    /// All latent, without blow-down, a kWh evaporates 1.48 litres.
    @Test
    void towersTakeMoreWaterInTheHeatAndNeverMoreThanAllHeatEvaporates() {
        double cycles = SITE.cooling().towers().orElseThrow().cyclesOfConcentration();
        double before = 0;
        for (double dryBulbC : new double[]{-10, 0, 10, 20, 30}) {
            double litres = Evaporation.litresPerKwh(SITE, new Outdoor(dryBulbC, dryBulbC - 4, dryBulbC - 8)) * (cycles
                    - 1) / cycles;
            assertThat(litres).isGreaterThan(before).isLessThan(1.48);
            before = litres;
        }
        assertThat(before).isGreaterThan(1);
        assertThat(Evaporation.litresPerKwh(SiteReader.builtIn("kr-edge").orElseThrow(), MILD)).isZero();
    }

    @Test
    void aMeanIsThatOfAllMinutes() {
        EnergyMarket market = EnergyMarket.korea(SITE.location().zone());
        long from = MIDNIGHT + 7 * 60_000;
        long to = from + 11 * 3_600_000 + 5 * 60_000;
        double sum = 0;
        for (long at = from; at < to; at += 60_000) {
            sum += market.pricePerKwh(at) * 60_000;
        }
        assertThat(new Tariff(market).pricePerKwh(from, to)).isCloseTo(sum / (to - from), within(1e-9));
    }

    @Test
    void weightsMustSaySomething() {
        assertThatThrownBy(() -> new Weights(0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Weights(1, Double.NaN, 0, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("carbon");
    }
}
