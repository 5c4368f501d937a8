package dev.ondol.proof.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.market.EnergyMarket;
import dev.ondol.proof.report.Findings;
import dev.ondol.proof.run.Contender;
import dev.ondol.proof.run.RunFigures;
import dev.ondol.proof.statistics.Comparison.Energy;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static Saving saving(RunFigures policy, RunFigures baseline, Energy energy) {
        return new Comparison(List.of(policy, baseline), 1).saving(Contender.ONDOL, Contender.CONVENTIONAL, energy)
                .orElseThrow();
    }

    @Test
    void coolingAndAllEnergyAreSavedApart() {
        RunFigures ondol = Runs.of(Contender.ONDOL).cooling(10).week("w", 1, 7);
        RunFigures base = Runs.of(Contender.CONVENTIONAL).cooling(40).week("w", 1, 7);
        assertThat(saving(ondol, base, Energy.COOLING).percent()).isCloseTo(75, within(1e-9));
        assertThat(saving(ondol, base, Energy.FACILITY).percent()).isCloseTo(100 * (1 - 110.0 / 140), within(1e-9));
    }

    @Test
    void lessWorkIsNoSaving() {
        RunFigures ondol = Runs.of(Contender.ONDOL).cooling(10).work(0.5).week("w", 1, 7);
        RunFigures base = Runs.of(Contender.CONVENTIONAL).cooling(10).work(1).week("w", 1, 7);
        assertThat(saving(ondol, base, Energy.FACILITY).percent()).isCloseTo(-100, within(1e-9));
    }

    @Test
    void heatThatIsLeftInTheBuildingIsPaidFor() {
        // 70 kWh of heat at 10 kWh of cooling for 100 of IT: 7 kWh more over the week.
        RunFigures ondol = Runs.of(Contender.ONDOL).cooling(10).heat(70).week("w", 1, 7);
        RunFigures base = Runs.of(Contender.CONVENTIONAL).cooling(10).week("w", 1, 7);
        assertThat(saving(ondol, base, Energy.COOLING).percent()).isCloseTo(-10, within(1e-9));
        assertThat(PolicyFigures.of(List.of(ondol)).coolingKwh()).isCloseTo(77, within(1e-9));
    }

    @Test
    void onlyWeeksAndSeedsThatBothHaveArePaired() {
        RunFigures first = Runs.of(Contender.ONDOL).cooling(20).week("w", 1, 7);
        RunFigures second = Runs.of(Contender.ONDOL).cooling(1).week("w", 2, 7);
        RunFigures base = Runs.of(Contender.CONVENTIONAL).cooling(40).week("w", 1, 7);
        Saving saving = new Comparison(List.of(first, second, base), 1).saving(Contender.ONDOL, Contender.CONVENTIONAL,
                Energy.COOLING).orElseThrow();
        assertThat(saving.percent()).isCloseTo(50, within(1e-9));
        assertThat(saving.days()).isEqualTo(7);
    }

    @Test
    void theWorstWeekIsNamed() {
        List<RunFigures> runs = List.of(Runs.of(Contender.ONDOL).cooling(10).week("cold", 1, 7), Runs.of(
                Contender.ONDOL).cooling(30).week("hot", 1, 7), Runs.of(Contender.CONVENTIONAL).cooling(40).week(
                        "cold", 1, 7),
                Runs.of(Contender.CONVENTIONAL).cooling(40).week("hot", 1, 7));
        Saving saving = new Comparison(runs, 1).saving(Contender.ONDOL, Contender.CONVENTIONAL, Energy.COOLING)
                .orElseThrow();
        assertThat(saving.worstWeek()).isEqualTo("hot s1");
        assertThat(saving.worst()).isCloseTo(25, within(1e-9));
        assertThat(saving.percent()).isCloseTo(50, within(1e-9));
    }

    @Test
    void eachPublishedSavingComparesWhatItSays() {
        Comparison comparison = new Comparison(List.of(Runs.of(Contender.CONVENTIONAL).cooling(50).week("w", 1, 7),
                Runs.of(Contender.STATIC).cooling(40).week("w", 1, 7), Runs.of(Contender.BEST_STATIC).cooling(25).week(
                        "w", 1, 7),
                Runs.of(Contender.GOOD_PRACTICE).cooling(20).week("w", 1, 7), Runs.of(Contender.GOOD_PRACTICE_PLUS)
                        .cooling(15).week("w", 1, 7),
                Runs.of(Contender.ONDOL_COOLING).cooling(16).week("w", 1, 7), Runs.of(Contender.ONDOL).cooling(10)
                        .week("w", 1, 7),
                Runs.of(Contender.ONDOL_ECO).cooling(8).week("w", 1, 7)),
                1);
        Map<String, Saving> all = Findings.savings(comparison);
        Findings.Savings savings = Findings
                .of(comparison, all, List.of(), assets(comparison), Optional.empty(), List.of(1L), 7, 1)
                .savings();
        assertThat(savings.s1().vsB0()).isCloseTo(80, within(1e-9));
        assertThat(savings.s1().vsB1()).isCloseTo(75, within(1e-9));
        assertThat(savings.s1().vsB2()).isCloseTo(60, within(1e-9));
        assertThat(savings.s2().saving()).isCloseTo(100 * (1 - 110.0 / 150), within(1e-9));
        assertThat(savings.s2().withEco()).isCloseTo(100 * (1 - 108.0 / 150), within(1e-9));
        assertThat(savings.s3().vsB3()).isCloseTo(100 * (1 - 110.0 / 120), within(1e-9));
        assertThat(savings.s3().vsB3Plus()).isCloseTo(100 * (1 - 110.0 / 115), within(1e-9));
        assertThat(savings.s3().coolingAtEqualIt()).isCloseTo(20, within(1e-9));
        assertThat(savings.s4()).isCloseTo(100 * (1 - 110.0 / 140), within(1e-9));
    }

    @Test
    void whatDidNotRunIsAbsentAndNeverZero() {
        Comparison comparison = new Comparison(List.of(Runs.of(Contender.GOOD_PRACTICE).week("w", 1, 7)), 1);
        Findings findings = Findings.of(comparison, Findings.savings(comparison), List.of(), assets(comparison),
                Optional.empty(), List.of(1L), 7, 1);
        assertThat(findings.savings().s4()).isNull();
        assertThat(findings.savings().s2().withEco()).isNull();
        assertThat(findings.assets()).isNull();
        assertThat(findings.replanMs()).isNull();
        assertThat(findings.policies()).containsOnlyKeys("good-practice");
    }

    @Test
    void tueLeavesServerFansOutOfTheDivisor() {
        PolicyFigures figures = PolicyFigures.of(List.of(Runs.of(Contender.STATIC).cooling(10).week("w", 1, 2)));
        assertThat(figures.pue()).isCloseTo(1.1, within(1e-9));
        assertThat(figures.tue()).isCloseTo(110.0 / 95, within(1e-9));
    }

    private static DispatchComparison assets(Comparison comparison) {
        return new DispatchComparison(comparison, EnergyMarket.korea(ZoneId.of("Asia/Seoul")).data());
    }
}
