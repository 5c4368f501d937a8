package dev.ondol.dashboards.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.market.EnergyMarket;
import dev.ondol.historian.report.SpanFigures;
import dev.ondol.historian.report.SpanFigures.Commands;
import dev.ondol.historian.report.SpanFigures.Inlets;
import dev.ondol.historian.report.SpanFigures.MeterHour;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A month out of hours: whose day an hour is, what a gap does, and what stays unsaid.
final class MonthReportTest {
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final YearMonth JULY = YearMonth.of(2022, 7);
    private static final long START = Instant.parse("2022-06-30T15:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;
    private static final EnergyMarket MARKET = EnergyMarket.korea(SEOUL);

    @Test
    void hoursBelongToTheDaysOfTheSiteAndAddUpToTheMonth() {
        List<MeterHour> hours = new ArrayList<>();
        for (int i = 0; i < 48; i++) {
            hours.add(new MeterHour("meter-facility", START + i * HOUR, 110, 1));
            hours.add(new MeterHour("meter-it", START + i * HOUR, 100, 1));
        }
        MonthReport report = report(hours, START + 48 * HOUR);
        assertThat(report.days()).extracting(MonthReport.Day::day).containsExactly("2022-07-01", "2022-07-02");
        assertThat(report.days().getFirst().sums().facilityKwh()).isEqualTo(24 * 110);
        assertThat(report.total().facilityKwh()).isEqualTo(48 * 110);
        assertThat(report.total().pue()).isCloseTo(1.1, within(1e-12));
        assertThat(report.total().hoursCounted()).isEqualTo(48);
        assertThat(report.total().hours()).as("until the present").isEqualTo(48);
        double cost = 0;
        for (int i = 0; i < 48; i++) {
            cost += 110 * MARKET.pricePerKwh(START + i * HOUR);
        }
        assertThat(report.total().cost()).isCloseTo(cost, within(1e-6));
        assertThat(report.total().coolingKwh()).as("nothing counted it").isNull();
    }

    @Test
    void aGapCountsAtTheTariffOfTheHoursItCoversAndHoursThatOnlyOneMeterCountedAreNotInThePue() {
        MonthReport report = report(List.of(new MeterHour("meter-facility", START, 300, 3), new MeterHour(
                "meter-facility", START + 3 * HOUR, 120, 1), new MeterHour("meter-it", START + 3 * HOUR, 100, 1)), START
                        + 10 * HOUR);
        assertThat(report.total().pue()).isCloseTo(1.2, within(1e-12));
        assertThat(report.total().hoursCounted()).isEqualTo(4);
        assertThat(report.total().hours()).isEqualTo(10);
        double cost = 120 * MARKET.pricePerKwh(START + 3 * HOUR);
        for (int i = 0; i < 3; i++) {
            cost += 100 * MARKET.pricePerKwh(START + i * HOUR);
        }
        assertThat(report.total().cost()).isCloseTo(cost, within(1e-6));
    }

    @Test
    void aMonthWithoutHoursSaysNothing() {
        MonthReport report = report(List.of(), START + 10 * HOUR);
        assertThat(report.days()).isEmpty();
        assertThat(report.total().facilityKwh()).isNull();
        assertThat(report.total().pue()).isNull();
        assertThat(report.total().cost()).isNull();
        assertThat(report.csv()).isEqualTo("""
                day,hours_counted,hours,facility_kwh,it_kwh,cooling_kwh,pue,energy_cost,currency,kgco2e
                2022-07,0,10,,,,,,won,
                """);
    }

    private static MonthReport report(List<MeterHour> hours, long now) {
        return MonthReport.of(JULY, SEOUL, now, MARKET,
                new SpanFigures(hours, new Inlets(null, null, 0, 0), new Commands(0, 0, 0, 0), Map.of(), List.of()));
    }
}
