package dev.ondol.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.messaging.MqttSession.Subscription;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicFiltersTest {
    @ParameterizedTest
    @CsvSource({"a/b, a/b, true", "a/b, a/c, false", "a/b, a, false", "a, a/b, false", "a/+, a/b, true",
            "a/+, a, false",
            "a/+, a/b/c, false", "a/+/c, a/b/c, true", "a/#, a/b/c, true", "a/#, a, true", "a/#, b, false",
            "#, a/b, true",
            "+/b, a/b, true", "#, $SYS/x, false", "+/x, $SYS/x, false", "$SYS/#, $SYS/x, true", "a/+, a/, true"})
    void aFilterMatchesAsTheStandardSays(String filter, String topic, boolean matches) {
        assertThat(TopicFilters.matches(filter, topic)).isEqualTo(matches);
    }

    @Test
    void severalFiltersAreAskedForAsTheNarrowestOneAboveThem() {
        assertThat(asked("ondol/v1/kr-hn1/frame/+", "ondol/v1/kr-hn1/clock")).containsExactly("ondol/v1/kr-hn1/#");
        assertThat(asked("a/b/c", "a/b/c")).containsExactly("a/b/c/#");
        assertThat(asked("a/b", "a/b/c")).containsExactly("a/b/#");
        assertThat(asked("a/+/x", "a/+/y")).containsExactly("a/#");
    }

    @Test
    void oneFilterAndFiltersWithoutACommonLevelAreAskedForAsTheyAre() {
        assertThat(asked("a/+")).containsExactly("a/+");
        assertThat(asked()).isEmpty();
        assertThat(asked("a/b", "c/d")).containsExactly("a/b", "c/d");
        assertThat(asked("$share/g/a", "$share/g/b")).containsExactly("$share/g/a", "$share/g/b");
    }

    @Test
    void theFilterThatIsAskedForHasTheHighestQuality() {
        TopicFilters filters = new TopicFilters(List.of(new Subscription("a/b", 0), new Subscription("a/c", 1)));
        assertThat(filters.asked()).containsExactly(new Subscription("a/#", 1));
    }

    @Test
    void whatNobodyWantsIsPutAside() {
        TopicFilters filters = new TopicFilters(
                List.of(new Subscription("site/frame/+", 1), new Subscription("site/clock", 1)));
        assertThat(filters.wants("site/frame/hall-1")).isTrue();
        assertThat(filters.wants("site/clock")).isTrue();
        assertThat(filters.wants("site/plan")).isFalse();
    }

    private static List<String> asked(String... filters) {
        return new TopicFilters(Arrays.stream(filters).map(filter -> new Subscription(filter, 1)).toList()).asked()
                .stream()
                .map(Subscription::filter).toList();
    }
}
