package dev.ondol.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.facility.site.CoolingPlant;
import dev.ondol.facility.site.CoolingPlant.Chillers;
import dev.ondol.facility.site.CoolingPlant.Towers;
import dev.ondol.facility.site.Site;
import dev.ondol.proof.replay.Indicators;
import dev.ondol.proof.replay.Irregularity.Kind;
import dev.ondol.proof.replay.Recorded;
import dev.ondol.proof.replay.SideBySide;
import dev.ondol.proof.replay.UnusableRecording;
import dev.ondol.proof.whatif.Operation;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayIT {
    private static List<String> rows = List.of();

    @BeforeAll
    static void record(@TempDir Path folder) throws Exception {
        rows = Recorded.rows(Recorded.scenario(LocalDate.of(2022, 5, 10), 7, 3), folder);
    }

    @Test
    void aWeekOfTheSimulatedPlantReplaysWithinTwoPercent() throws Exception {
        ReplayResult result = new Replay(Recorded.SITE, Recorded.read(rows, row -> true)).run(false, Optional.empty(),
                Replay.Steps.SILENT);
        assertThat(result.total().cvRmse()).isLessThanOrEqualTo(2);
        assertThat(result.total().nmbe()).isBetween(-0.5, 0.5);
        assertThat(result.cooling().cvRmse()).isLessThanOrEqualTo(5);
        assertThat(result.cooling().nmbe()).isBetween(-2.0, 2.0);
        assertThat(result.total().hours()).isGreaterThanOrEqualTo(160);
        assertThat(result.irregularities()).isEmpty();
        assertThat(result.points()).hasSizeGreaterThan(200);
    }

    @Test
    void anotherPlantThanTheRecordedOneShows() throws Exception {
        ReplayResult right = new Replay(Recorded.SITE, Recorded.read(rows, row -> true)).run(false, Optional.empty(),
                Replay.Steps.SILENT);
        ReplayResult wrong = new Replay(worse(Recorded.SITE), Recorded.read(rows, row -> true)).run(false,
                Optional.empty(), Replay.Steps.SILENT);
        assertThat(right.cooling().cvRmse()).isLessThan(5);
        assertThat(wrong.cooling().cvRmse()).isGreaterThan(10);
        assertThat(wrong.consumers()).hasEntrySatisfying("towers", fit -> assertThat(fit.nmbe()).isLessThan(-15));
    }

    @Test
    void hoursInWhichSomethingThatDrivesThePlantIsMissingAreNotJudged() throws Exception {
        ReplayResult whole = new Replay(Recorded.SITE, Recorded.read(rows, row -> true)).run(false, Optional.empty(),
                Replay.Steps.SILENT);
        ReplayResult holed = new Replay(Recorded.SITE, Recorded.read(rows,
                row -> !row.startsWith("2022-05-12T05:") || !row.contains("it-h3/active-power")))
                .run(false, Optional.empty(), Replay.Steps.SILENT);
        assertThat(holed.irregularities()).singleElement().satisfies(told -> assertThat(told.kind()).isEqualTo(
                Kind.GAP));
        assertThat(holed.hoursLeftOut()).isEqualTo(whole.hoursLeftOut() + 3); // its hour, the end of it, and one to settle
        assertThat(holed.total().hours()).isEqualTo(whole.total().hours() - 3);
    }

    @Test
    void aScreenGetsEveryPointInAThousandSlotsAtMostWithItsGapsAndTheOtherOperation() throws Exception {
        Replay replay = new Replay(Recorded.SITE, Recorded.read(rows, row -> !row.startsWith("2022-05-12T05:") || !row
                .contains("meter-facility/active-power")));
        ReplayResult result = replay.run(false, Optional.of(Operation.BEST_STATIC), Replay.Steps.SILENT);
        SideBySide shown = replay.sideBySide();
        assertThat(shown.slots()).isBetween(600, 1_000);
        assertThat(shown.slotMs()).isEqualTo(900_000);
        assertThat(shown.lines()).hasSameSizeAs(result.points());
        SideBySide.Line facility = shown.lines().stream().filter(line -> line.point().equals(
                "meter-facility/active-power")).findFirst().orElseThrow();
        assertThat(facility.recorded()).hasSize(shown.slots());
        assertThat(java.util.Collections.frequency(facility.recorded(), null)).isBetween(3, 5); // the hour that is missing
        assertThat(facility.simulated()).doesNotContainNull();
        assertThat(facility.otherwise()).isNotNull().doesNotContainNull().isNotEqualTo(facility.simulated());
        assertThat(shown.notJudged()).first().satisfies(settling -> assertThat(settling.to() - settling.from())
                .isEqualTo(3 * 3_600_000));
        assertThat(result.indicators()).extracting(Indicators::of).containsExactly("recorded", "simulated",
                "best-static");
        Indicators simulated = result.indicators().get(1);
        double mean = facility.simulated().stream().skip(12).mapToDouble(Double::doubleValue).average().orElseThrow();
        assertThat(simulated.facilityKwh()).isCloseTo(mean * simulated.hours(), Percentage.withPercentage(1));
        assertThat(simulated.pue()).isBetween(1.05, 1.5);
    }

    @Test
    void partOfADayIsComparedWithAnotherOperationToo() throws Exception {
        ReplayResult result = new Replay(Recorded.SITE, Recorded.read(rows, row -> row.startsWith("2022-05-12T0")))
                .run(false, Optional.of(Operation.BEST_STATIC), Replay.Steps.SILENT);
        assertThat(result.counterfactual()).isNotNull().satisfies(other -> {
            assertThat(other.days()).isZero();
            assertThat(other.low()).isNull();
            assertThat(other.facilityKwh()).isPositive();
        });
    }

    @Test
    void aRecordingWithoutWeatherIsRefused() {
        assertThatThrownBy(() -> new Replay(Recorded.SITE, Recorded.read(rows,
                row -> !row.contains("weather-station/dry-bulb-temperature"))))
                .isInstanceOf(UnusableRecording.class)
                .hasMessageContaining("weather-station/dry-bulb-temperature").hasMessageContaining("--mapping");
    }

    @Test
    void whatIsNotRecordedIsNamed() throws Exception {
        ReplayResult result = new Replay(Recorded.SITE, Recorded.read(rows, row -> !row.contains("tower-01")))
                .run(false, Optional.empty(), Replay.Steps.SILENT);
        assertThat(result.irregularities()).singleElement().satisfies(told -> {
            assertThat(told.kind()).isEqualTo(Kind.MISSING_POINT);
            assertThat(told.text()).contains("tower-01/fan-speed");
        });
    }

    private static Site worse(Site site) {
        CoolingPlant of = site.cooling();
        CoolingPlant plant = new CoolingPlant(of.chillers().map(ReplayIT::worse), of.economizer(), of.towers().map(
                ReplayIT::worse), of.chilledPumps(), of.condenserPumps(), of.dryCoolers(), of.facilityPumps(),
                of.tieExchangerW(), of.tank());
        return new Site(site.id(), site.name(), site.location(), site.nodeTypes(), site.halls(), plant, site
                .electrical(), site.assets(), site.envelope());
    }

    private static Chillers worse(Chillers of) {
        return new Chillers(of.type(), of.units(), of.redundant(), of.capacityW(), 0.7 * of.cop(), of.leavingC(), of
                .returnC(), of.condenserC(), of.minimumLoad(), of.variableSpeed(), of.machine(), of.freeCoolingK());
    }

    private static Towers worse(Towers of) {
        return new Towers(of.units(), of.capacityW(), of.approachK(), of.rangeK(), of.wetBulbC(), 1.4 * of
                .fanPowerW(), of.cyclesOfConcentration());
    }
}
