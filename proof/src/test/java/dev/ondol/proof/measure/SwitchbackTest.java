package dev.ondol.proof.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.proof.measure.ScheduledDay.Use;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SwitchbackTest {
    private static final LocalDate FROM = LocalDate.of(2026, 12, 1);

    @Test
    void eachWeekdayOfABlockIsOnceEachArms() {
        for (int seed = 1; seed <= 50; seed++) {
            for (int run = 1; run <= 7; run++) {
                List<ScheduledDay> days = Switchback.plan(FROM, 6, run, run - 1, seed).days();
                assertThat(days).hasSize(42);
                for (int block = 0; block < 3; block++) {
                    Map<DayOfWeek, Set<Arm>> arms = days.subList(14 * block, 14 * block + 14).stream()
                            .collect(Collectors.groupingBy(day -> day.day().getDayOfWeek(), Collectors.mapping(
                                    ScheduledDay::arm, Collectors.toSet())));
                    assertThat(arms).as("seed %d, run %d", seed, run).hasSize(7);
                    assertThat(arms.values()).as("seed %d, run %d", seed, run).allMatch(each -> each.size() == 2);
                }
            }
        }
    }

    @Test
    void runsAreAsLongAsAskedAndBeginWithTheWashout() {
        for (int seed = 1; seed <= 50; seed++) {
            List<ScheduledDay> days = Switchback.plan(FROM, 8, 3, 1, seed).days();
            int start = 0;
            for (int i = 1; i <= days.size(); i++) {
                if (i == days.size() || days.get(i).arm() != days.get(start).arm()) {
                    assertThat(i - start).as("seed %d", seed).isGreaterThanOrEqualTo(3);
                    start = i;
                }
            }
            for (int i = 0; i < days.size(); i++) {
                boolean switched = i == 0 || days.get(i).arm() != days.get(i - 1).arm();
                assertThat(days.get(i).use()).isEqualTo(switched ? Use.WASHOUT : Use.MEASURE);
            }
        }
    }

    @Test
    void theLotDecidesWhoBeginsAndTheSeedRepeatsIt() {
        Set<List<ScheduledDay>> drawn = new HashSet<>();
        int ondolFirst = 0;
        for (int seed = 1; seed <= 200; seed++) {
            Switchback plan = Switchback.plan(FROM, 4, 3, 1, seed);
            assertThat(plan).isEqualTo(Switchback.plan(FROM, 4, 3, 1, seed));
            drawn.add(plan.days());
            ondolFirst += plan.days().getFirst().arm() == Arm.ONDOL ? 1 : 0;
        }
        assertThat(drawn).hasSize(16);
        assertThat(ondolFirst).isBetween(70, 130);
    }

    @Test
    void whatIsWrittenIsReadAgainAndWhatIsWrongIsNamedByItsLine() throws Exception {
        Switchback plan = Switchback.plan(FROM, 2, 7, 1, 3);
        List<String> lines = new ArrayList<>(plan.csv("site=kr-hn1 seed=3").lines().toList());
        assertThat(Switchback.read(lines)).isEqualTo(plan);
        lines.set(4, "2026-12-03,autopilot,measure");
        assertThatThrownBy(() -> Switchback.read(lines)).isInstanceOf(UnusableSchedule.class)
                .hasMessageContaining("Line 5 (2026-12-03,autopilot,measure)")
                .hasMessageContaining("ondol or baseline");
        lines.set(4, "2026-12-02,ondol,measure");
        assertThatThrownBy(() -> Switchback.read(lines)).hasMessageContaining("Line 5: 2026-12-02 must come after");
        assertThatThrownBy(() -> Switchback.read(List.of("day;arm;use"))).hasMessageContaining("ondol mv plan");
        assertThatThrownBy(() -> Switchback.plan(FROM, 3, 3, 1, 1)).hasMessageContaining("even");
        assertThatThrownBy(() -> Switchback.plan(FROM, 4, 2, 2, 1)).hasMessageContaining("shorter than a run");
    }
}
