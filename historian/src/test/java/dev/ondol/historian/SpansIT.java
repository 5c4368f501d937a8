package dev.ondol.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.audit.AuditEntry;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.reading.ReceivedFrame;
import dev.ondol.historian.report.SavingRow;
import dev.ondol.historian.report.SpanFigures;
import dev.ondol.historian.report.SpanFigures.Commands;
import dev.ondol.historian.report.SpanFigures.Done;
import dev.ondol.historian.rollup.Retention;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Figures of a span of time, on each database that Ondol runs on.
@ParameterizedClass
@EnumSource(TestDatabase.class)
class SpansIT {
    private static final long T = 1_767_225_600_000L;
    private static final long HOUR = 3_600_000;
    private static final AtomicInteger SITES = new AtomicInteger();
    private static final Site EDGE = SiteReader.builtIn("kr-edge").orElseThrow();

    private static final List<Point> INLETS = PointCatalog.of(EDGE).all().stream().filter(point -> point
            .quantity() == Quantity.INLET_AIR_TEMPERATURE).limit(2).toList();

    private final String site = "spans-" + SITES.incrementAndGet();
    private final Historian historian;

    SpansIT(TestDatabase kind) {
        historian = kind.shared();
        historian.register(site, Stream.concat(PointCatalog.of(EDGE).ofSource("electrical").stream(), INLETS.stream())
                .toList());
    }

    @Test
    void theNewestMeasuredSavingOfEachMeterIsToldAndNoneOfAnotherSite() {
        assertThat(historian.savings(site).newest()).isEmpty();
        SavingRow first = new SavingRow("facility", "2026-12-02", "2026-12-28", 10, 9, 4, -1, 9, 12_000, false);
        SavingRow later = new SavingRow("facility", "2026-12-02", "2027-02-22", 31, 30, 10.4, 9.4, 11.4, 812_345, true);
        SavingRow cooling = new SavingRow("cooling", "2026-12-02", "2027-02-22", 31, 30, -5, -8, -2, -4_000, true);
        for (SavingRow row : List.of(first, cooling, later)) {
            historian.savings(site).save(row, "{\"to\": \"%s\"}".formatted(row.to()).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(historian.savings(site).evidence("facility")).as("of the newest")
                .contains("{\"to\": \"2027-02-22\"}");
        assertThat(historian.savings(site).evidence("it")).isEmpty();
        assertThat(historian.savings(site + "-other").evidence("facility")).isEmpty();
        assertThat(historian.savings(site).newest()).containsExactly(cooling, later);
        assertThat(historian.savings(site + "-other").newest()).isEmpty();
    }

    @Test
    void aSpanHasWhatWasCountedHowWarmItWasAndWhatWasDoneInItAndNothingElse() {
        PointId warmest = INLETS.getFirst().id();
        write("electrical", Map.of("meter-facility/active-energy", 100.0));
        List<ReceivedFrame> warm = new ArrayList<>();
        for (int hour = 0; hour < 4; hour++) {
            Map<PointId, Double> values = new HashMap<>();
            values.put(warmest, hour == 2 ? 28.5 : 24.0);
            values.put(INLETS.getLast().id(), 22.0);
            warm.add(frame(INLETS.getFirst().source(), hour + 1, T + hour * HOUR, values));
        }
        historian.frames(site).write(warm);
        historian.upkeep(Retention.FOREVER).run();
        command(1, T + HOUR, Acknowledgement.Status.APPLIED);
        command(2, T + HOUR, Acknowledgement.Status.REFUSED);
        command(3, T + 9 * HOUR, Acknowledgement.Status.APPLIED);
        historian.commands(site).rejected(T + 2 * HOUR, "p", PointId.of("hall-h1/supply-air-temperature-setpoint"), 40,
                "outside");
        act("a", T + HOUR, "approve", "done");
        act("b", T + 2 * HOUR, "approve", "done");
        act("c", T + 9 * HOUR, "reject", "done");

        SpanFigures found = historian.spans(site).read(T, T + 4 * HOUR, 27);
        assertThat(found.energy()).filteredOn(hour -> hour.meter().equals("meter-facility")).hasSize(4).allSatisfy(
                hour -> assertThat(hour.kwh()).isBetween(0.0, 100.0)).extracting(SpanFigures.MeterHour::at)
                .containsExactly(T, T + HOUR, T + 2 * HOUR, T + 3 * HOUR);
        assertThat(found.energy().stream().filter(hour -> hour.meter().equals("meter-facility")).mapToDouble(
                SpanFigures.MeterHour::kwh).sum()).isCloseTo(400, within(1e-9));
        assertThat(found.inlets().highestC()).isEqualTo(28.5);
        assertThat(found.inlets().rack()).isEqualTo(warmest.equipment());
        assertThat(found.inlets().rackHours()).isEqualTo(8);
        assertThat(found.inlets().rackHoursAbove()).isEqualTo(1);
        assertThat(found.commands()).isEqualTo(new Commands(2, 1, 1, 1));
        assertThat(found.done()).containsExactly(new Done("recommendation", "approve", "done", 2));
        assertThat(found.alarms()).isEmpty();
    }

    /// Every hour counts as much.
    private void write(String source, Map<String, Double> perHour) {
        List<ReceivedFrame> frames = new ArrayList<>();
        for (int hour = 0; hour <= 5; hour++) {
            Map<PointId, Double> values = new HashMap<>();
            int passed = hour;
            perHour.forEach((point, kwh) -> values.put(PointId.of(point), 1_000 + passed * kwh));
            frames.add(frame(source, hour + 1, T + hour * HOUR, values));
        }
        historian.frames(site).write(frames);
    }

    private static ReceivedFrame frame(String source, long seq, long time, Map<PointId, Double> values) {
        return new ReceivedFrame(source, new Frame("b", seq, time, values, Map.of()), new byte[0], T, OptionalLong
                .empty());
    }

    private void command(long seq, long time, Acknowledgement.Status status) {
        PointId point = PointId.of("hall-h1/supply-air-temperature-setpoint");
        historian.commands(site).sent(List.of(new Command(site, point, 24, "Cel", 1, seq, time, time + 60_000, "p",
                "plan")));
        historian.commands(site).acknowledged(new Acknowledgement(point, 1, seq, status, null, time));
    }

    private void act(String id, long plant, String action, String outcome) {
        historian.audit(site).append(List.of(new AuditEntry(AuditEntry.key("act", id), T, plant, "recommendation",
                "kim", action, "418", outcome, new TreeMap<>())));
    }
}
