package dev.ondol.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.simulator.control.TrimAndRespond.Variables;
import org.junit.jupiter.api.Test;

class TrimAndRespondTest {
    private static final Variables PRESSURE = new Variables(120, 37, 370, 600, 120, 2, -10, 15, 37);

    @Test
    void requests_beyond_the_ignored_ones_answer_to_a_limit_on_top_of_the_trim() {
        TrimAndRespond rule = new TrimAndRespond(PRESSURE);
        assertThat(rule.next(200, 0)).isCloseTo(190, within(1e-9));
        assertThat(rule.next(200, 2)).isCloseTo(190, within(1e-9));
        assertThat(rule.next(200, 3)).isCloseTo(205, within(1e-9));
        assertThat(rule.next(200, 4)).isCloseTo(220, within(1e-9));
        assertThat(rule.next(200, 5)).isCloseTo(227, within(1e-9));
        assertThat(rule.next(200, 500)).isCloseTo(227, within(1e-9));
        assertThat(rule.next(40, 0)).isEqualTo(37);
        assertThat(rule.next(365, 9)).isEqualTo(370);
    }

    @Test
    void a_value_that_was_left_outside_of_the_range_comes_back_in_steps() {
        TrimAndRespond rule = new TrimAndRespond(PRESSURE);
        assertThat(rule.next(500, 9)).isCloseTo(463, within(1e-9));
        assertThat(rule.next(10, 0)).isCloseTo(37, within(1e-9));
        assertThat(rule.next(-50, 0)).isCloseTo(-13, within(1e-9));
    }

    @Test
    void the_first_change_waits_for_the_delay_and_the_others_for_the_period() {
        TrimAndRespond rule = new TrimAndRespond(PRESSURE);
        StringBuilder changes = new StringBuilder();
        for (int minute = 1; minute <= 14; minute++) {
            changes.append(rule.due(60) ? minute + " " : "");
        }
        assertThat(changes.toString()).isEqualTo("10 12 14 ");
    }

    @Test
    void a_reset_in_percent_is_scaled_to_the_range_of_its_setpoint() {
        Variables reset = new Variables(100, 0, 100, 900, 300, 2, -2, 3, 7).between(20, 12);
        assertThat(reset.start()).isEqualTo(12);
        assertThat(reset.low()).isEqualTo(12);
        assertThat(reset.high()).isEqualTo(20);
        assertThat(reset.trim()).isCloseTo(0.16, within(1e-12));
        assertThat(reset.respond()).isCloseTo(-0.24, within(1e-12));
        assertThat(reset.mostRespond()).isCloseTo(-0.56, within(1e-12));
    }

    @Test
    void variables_that_contradict_each_other_are_refused() {
        assertThatThrownBy(() -> new Variables(5, 0, 10, 0, 60, 0, 0.1, 0.1, 0.2))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("opposite signs");
        assertThatThrownBy(() -> new Variables(11, 0, 10, 0, 60, 0, 0.1, -0.1, -0.2))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("must lie in");
    }
}
