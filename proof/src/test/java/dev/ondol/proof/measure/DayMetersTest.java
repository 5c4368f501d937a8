package dev.ondol.proof.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.proof.measure.DayMeters.Driver;
import dev.ondol.proof.replay.Irregularity;
import dev.ondol.proof.replay.Irregularity.Kind;
import dev.ondol.proof.replay.UnusableRecording;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class DayMetersTest {
    private static final Site SITE = LivePlant.SITE;
    private static final LocalDate FROM = LocalDate.of(2026, 3, 2);
    private static final Switchback PLAN = Switchback.plan(FROM, 8, 3, 1, 4);
    private static final String CSV = new LivePlant(4, SITE, PLAN, 0.1).csv();

    private static MeasuredSaving saving(String csv, Predicate<String> kept) throws IOException, UnusableRecording {
        return new SwitchbackMeasurement(SITE, PLAN).of(LivePlant.read(SITE, csv, kept), Meter.FACILITY, Driver.WORK);
    }

    private static DayMeters.Days days(Site site, Switchback plan, String csv, Predicate<String> kept)
            throws IOException, UnusableRecording {
        return new DayMeters(site, Meter.FACILITY, Driver.WORK, plan, LivePlant.read(site, csv, kept)).days(plan);
    }

    private static List<Irregularity> of(List<Irregularity> told, Kind kind) {
        return told.stream().filter(each -> each.kind() == kind).toList();
    }

    private static boolean lies(String row, String from, String to) {
        Instant time = Instant.parse(row.substring(0, row.indexOf(',')));
        return !time.isBefore(Instant.parse(from)) && time.isBefore(Instant.parse(to));
    }

    @Test
    void aDayWithoutItsMeterIsLeftOutAndToldAndOneThatLacksAnHourCountsWithTheOthers() throws Exception {
        List<MeasuredDay> whole = days(SITE, PLAN, CSV, row -> true).days();
        MeasuredDay lost = whole.get(10);
        String from = lost.day().atStartOfDay(SITE.location().zone()).toInstant().toString();
        String to = lost.day().plusDays(1).atStartOfDay(SITE.location().zone()).toInstant().toString();
        DayMeters.Days days = days(SITE, PLAN, CSV, row -> !row.contains("meter-facility") || !lies(row, from, to));
        assertThat(days.leftOut()).isEqualTo(1);
        assertThat(days.days()).extracting(MeasuredDay::day).doesNotContain(lost.day()).hasSize(whole.size() - 1);
        assertThat(of(days.told(), Kind.GAP)).anySatisfy(gap -> {
            assertThat(gap.from()).isEqualTo(from);
            assertThat(gap.text()).isEqualTo("24 of 24 hours have no energy; the day is left out.");
        });
        // the count at midnight is gone too, and with it the last hour of the day before
        if (whole.get(9).day().plusDays(1).equals(lost.day())) {
            assertThat(days.days().get(9).hours()).isEqualTo(23);
            assertThat(of(days.told(), Kind.GAP)).anySatisfy(gap -> assertThat(gap.text()).isEqualTo(
                    "1 of 24 hours have no energy; the day counts with the mean of the others."));
        }
    }

    @Test
    void aCounterThatStartsAnewCostsItsHourOnly() throws Exception {
        List<String> rows = new ArrayList<>();
        for (String row : CSV.lines().toList()) {
            boolean anew = row.contains("meter-facility") && !lies(row, "2026-03-01T00:00:00Z",
                    "2026-03-20T05:00:00Z");
            int comma = row.lastIndexOf(',');
            rows.add(anew
                    ? row.substring(0, comma + 1) + (Double.parseDouble(row.substring(comma + 1)) - 1e5)
                    : row);
        }
        List<MeasuredDay> whole = days(SITE, PLAN, CSV, row -> true).days();
        List<MeasuredDay> anew = days(SITE, PLAN, String.join("\n", rows), row -> true).days();
        assertThat(anew).hasSameSizeAs(whole);
        for (int i = 0; i < whole.size(); i++) {
            assertThat(anew.get(i).hours()).isBetween(23, 24);
            assertThat(anew.get(i).energyKw()).isCloseTo(whole.get(i).energyKw(), within(0.01 * whole.get(i)
                    .energyKw()));
        }
    }

    @Test
    void withoutAWorkMeterEnergyIsHeldAgainstItLoadAndThatIsTold() throws Exception {
        MeasuredSaving saving = saving(CSV, row -> !row.contains("it-h3/gpus-allocated"));
        assertThat(saving.driver()).isEqualTo("it-load");
        assertThat(of(saving.irregularities(), Kind.MISSING_POINT)).singleElement().satisfies(told -> {
            assertThat(told.point()).isEqualTo("it-h3/gpus-allocated");
            assertThat(told.text()).contains("Nothing counts the work").contains("does not show");
        });
        assertThat(saving(CSV, row -> true).irregularities()).isEmpty();
    }

    @Test
    void aDayWithTwentyThreeHoursCountsWithItsMeanPowerAndIsTold() throws Exception {
        Site berlin = berlin();
        Switchback plan = Switchback.plan(LocalDate.of(2026, 3, 16), 4, 7, 0, 2);
        DayMeters.Days days = days(berlin, plan, new LivePlant(2, berlin, plan, 0.1).csv(), row -> true);
        assertThat(days.days()).hasSize(28).filteredOn(day -> day.hours() != 24).singleElement().satisfies(day -> {
            assertThat(day.day()).isEqualTo(LocalDate.of(2026, 3, 29));
            assertThat(day.hours()).isEqualTo(23);
        });
        assertThat(of(days.told(), Kind.DAYLIGHT_SAVING)).singleElement().satisfies(told -> assertThat(told.text())
                .contains("23 hours"));
    }

    private static Site berlin() throws IOException, InvalidConfiguration {
        try (InputStream in = Site.class.getResourceAsStream("kr-hn1.yaml")) {
            String yaml = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return SiteReader.read("site", yaml.replace("Asia/Seoul", "Europe/Berlin"));
        }
    }

    @Test
    void wetBulbIsReckonedFromTemperatureAndHumidityWhereNothingMeasuresIt() throws Exception {
        List<String> rows = new ArrayList<>();
        for (String row : CSV.lines().toList()) {
            rows.add(row.replace("wet-bulb-temperature", "dry-bulb-temperature"));
            if (row.contains("wet-bulb")) {
                rows.add(row.substring(0, row.indexOf(',')) + ",weather-station/relative-humidity,100");
            }
        }
        List<MeasuredDay> measured = days(SITE, PLAN, CSV, row -> true).days();
        List<MeasuredDay> reckoned = days(SITE, PLAN, String.join("\n", rows), row -> true).days();
        for (int i = 0; i < measured.size(); i++) {
            assertThat(reckoned.get(i).wetBulbC()).isCloseTo(measured.get(i).wetBulbC(), within(0.02));
        }
    }

    @Test
    void whatCannotBeEvaluatedIsNamedWithTheRemedy() throws Exception {
        assertThatThrownBy(() -> saving(CSV, row -> !row.contains("meter-facility"))).isInstanceOf(
                UnusableRecording.class)
                .hasMessageContaining("meter-facility/active-energy or meter-facility/active-power");
        assertThatThrownBy(() -> saving(CSV, row -> !row.contains("wet-bulb"))).hasMessageContaining("without weather");
        Switchback week = new Switchback(PLAN.days().subList(0, 7));
        var recording = LivePlant.read(SITE, CSV, row -> true);
        assertThatThrownBy(() -> new SwitchbackMeasurement(SITE, week).of(recording, Meter.FACILITY, Driver.WORK))
                .hasMessageContaining("No saving can be told yet").hasMessageContaining("Go on with the schedule");
    }

    @Test
    void theCusumClimbsOnDaysOfOndolAndStaysOnTheBaselines() throws Exception {
        MeasuredSaving saving = saving(CSV, row -> true);
        double ondol = 0;
        double baseline = 0;
        double before = 0;
        for (MeasuredSaving.CusumDay day : saving.cusum()) {
            double step = (day.cumulativeKwh() - before) / day.adjustedKwh();
            ondol += day.arm().equals("ondol") ? step / saving.ondolDays() : 0;
            baseline += day.arm().equals("baseline") ? step / saving.baselineDays() : 0;
            before = day.cumulativeKwh();
        }
        assertThat(100 * ondol).isCloseTo(10, within(1.5));
        assertThat(100 * baseline).isCloseTo(0, within(1.0));
        assertThat(saving.model().cvRmse()).isBetween(0.1, 5.0);
        assertThat(saving.model().nmbe()).isCloseTo(0, within(1.0));
        assertThat(saving.savedKwh()).isBetween(saving.savedKwhLow(), saving.savedKwhHigh());
    }
}
