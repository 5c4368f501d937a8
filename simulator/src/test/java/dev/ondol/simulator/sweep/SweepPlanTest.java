package dev.ondol.simulator.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.run.Policy;
import dev.ondol.simulator.run.Progress;
import dev.ondol.simulator.run.SimulationRun;
import dev.ondol.simulator.run.Summary;
import dev.ondol.simulator.sweep.FacilityYear.Case;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepPlanTest {
    private static final SweepWorld WORLD = new SweepWorld("program", Map.of("kr-edge", SiteReader.text("kr-edge")
            .orElseThrow()), Map.of());

    @Test
    void eachCaseGetsASeedBeforeAnyGetsTheNext() {
        List<Case> cases = List.of(new Case(Policy.STATIC, "kr-edge", "seoul"), new Case(Policy.GOOD_PRACTICE,
                "kr-edge", "seoul"));
        assertThat(SweepPlan.years(cases, 5, 7, (each, seed) -> year(each.policy(), seed))).containsExactly(
                year(Policy.STATIC, 7), year(Policy.GOOD_PRACTICE, 7), year(Policy.STATIC, 8),
                year(Policy.GOOD_PRACTICE, 8), year(Policy.STATIC, 9));
    }

    @Test
    void everyFigureOfASummaryHasItsColumnAndItsBits() throws IOException {
        FacilityYear year = year(Policy.GOOD_PRACTICE, 3);
        Summary summary = SimulationRun.run(WORLD.scenario(year, name -> java.nio.file.Path.of(name)), Progress.NONE);
        YearRow row = YearRow.of(year, "d", summary);
        JsonNode json = JsonMapper.builder().build().readTree(JsonMessages.write(summary));
        assertThat(json.get("pue").doubleValue()).isGreaterThan(1);
        int[] figures = {0};
        leaves("", json, (name, value) -> {
            if (value.isNumber() && !List.of("days", "seed", "stepSeconds").contains(name)) {
                assertThat(Double.doubleToRawLongBits(row.figure(name))).as(name).isEqualTo(Double.doubleToRawLongBits(
                        value.doubleValue()));
                figures[0]++;
            }
        });
        assertThat(figures[0]).isGreaterThan(40);
    }

    @Test
    void aYearIsTheSameInWhateverOrderYearsAreMade() {
        List<FacilityYear> years = List.of(year(Policy.GOOD_PRACTICE, 1), year(Policy.STATIC, 1), year(
                Policy.GOOD_PRACTICE, 2));
        List<YearRow> forth = years.stream().map(SweepPlanTest::run).toList();
        List<YearRow> back = years.reversed().stream().map(SweepPlanTest::run).toList();
        assertThat(back.reversed()).isEqualTo(forth);
        assertThat(forth.get(0).figures()).isNotEqualTo(forth.get(2).figures());
    }

    @Test
    void rowsOfAnotherProgramSiteOrSpanDoNotCount() {
        FacilityYear year = year(Policy.GOOD_PRACTICE, 1);
        YearRow row = run(year);
        SweepPlan plan = new SweepPlan(WORLD, Map.of(), List.of(year, year(Policy.GOOD_PRACTICE, 2)));
        assertThat(plan.counted(List.of(row))).containsExactly(row);
        assertThat(plan.without(List.of(row)).years()).containsExactly(year(Policy.GOOD_PRACTICE, 2));
        assertThat(plan.counted(List.of(new YearRow(year, "another", row.figures())))).isEmpty();
        SweepWorld program = new SweepWorld("other", WORLD.sites(), Map.of());
        assertThat(new SweepPlan(program, Map.of(), List.of(year)).counted(List.of(row))).isEmpty();
        SweepWorld site = new SweepWorld("program", Map.of("kr-edge", WORLD.sites().get("kr-edge") + "# changed\n"), Map
                .of());
        assertThat(new SweepPlan(site, Map.of(), List.of(year)).counted(List.of(row))).isEmpty();
        FacilityYear longer = new FacilityYear("kr-edge", "seoul", 1, Policy.GOOD_PRACTICE, "2026-07-01", 2);
        assertThat(new SweepPlan(WORLD, Map.of(), List.of(longer)).counted(List.of(row))).isEmpty();
    }

    @Test
    void anOrderComesThroughAsItWasGiven() throws MalformedMessage {
        SweepOrder order = new SweepOrder(new SweepPlan(WORLD, Map.of("a.epw", "/data/a.epw"), List.of(year(
                Policy.BEST_STATIC, 1))), "out", "local[*]", "127.0.0.1", Map.of("spark.a", "b"));
        assertThat(JsonMessages.read(JsonMessages.write(order), SweepOrder.class)).isEqualTo(order);
        SweepNews news = new SweepNews(3, null, 1.5, 0.25);
        assertThat(JsonMessages.read(JsonMessages.write(news), SweepNews.class)).isEqualTo(news);
    }

    @Test
    void whatCannotBeSimulatedIsRefusedBeforehand() {
        SweepPlan plan = new SweepPlan(WORLD, Map.of(), List.of(new FacilityYear("kr-edge", "atlantis", 1,
                Policy.GOOD_PRACTICE, "2026-07-01", 1)));
        assertThatThrownBy(plan::check).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("atlantis");
    }

    @Test
    void savingsAreHeldYearByYearAgainstTheFirstPolicy() {
        List<YearRow> rows = List.of(with(year(Policy.STATIC, 1), 2), with(year(Policy.STATIC, 2), 4), with(year(
                Policy.GOOD_PRACTICE, 1), 1), with(year(Policy.GOOD_PRACTICE, 2), 3), with(
                        year(Policy.GOOD_PRACTICE,
                                3),
                        9));
        SweepTable table = SweepTable.of(rows);
        assertThat(table.lines()).hasSize(2);
        assertThat(table.lines().get(0).saved()).isEmpty();
        assertThat(table.lines().get(1).saved()).contains(new SweepTable.Spread(37.5, 25, 50));
        assertThat(table.lines().get(1).spread("kwhPerGpuHour")).contains(new SweepTable.Spread(13 / 3.0, 1, 9));
        assertThat(SweepPage.html(table, "./ondol sweep <x>"))
                .contains("static, kr-edge, seoul", "37.50 (25.00 to 50.00)",
                        "&lt;x&gt;", "prefers-color-scheme")
                .doesNotContain("<script");
        assertThat(SweepPage.text(table)).contains("good-practice, kr-edge, seoul");
    }

    private static YearRow with(FacilityYear year, double kwhPerGpuHour) {
        return new YearRow(year, "d", YearColumn.NAMES.stream().map(name -> name.equals("kwhPerGpuHour")
                ? Double.toString(kwhPerGpuHour)
                : "1.5").toList());
    }

    private static YearRow run(FacilityYear year) {
        return WORLD.run(year, name -> java.nio.file.Path.of(name));
    }

    private static FacilityYear year(Policy policy, long seed) {
        return new FacilityYear("kr-edge", "seoul", seed, policy, "2026-07-01", 1);
    }

    private interface Leaf {
        void at(String name, JsonNode value);
    }

    private static void leaves(String prefix, JsonNode node, Leaf leaf) {
        node.properties().forEach(entry -> {
            String name = prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey();
            if (entry.getValue().isObject()) {
                leaves(name, entry.getValue(), leaf);
            } else {
                leaf.at(name, entry.getValue());
            }
        });
    }
}
