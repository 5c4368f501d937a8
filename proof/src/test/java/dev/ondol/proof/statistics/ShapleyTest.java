package dev.ondol.proof.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShapleyTest {
    private static final List<String> FOUR = List.of("a", "b", "c", "d");

    /// A game whose coalitions are worth anything.
    private static ToDoubleFunction<Set<String>> random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Set<String>, Double> worths = new HashMap<>();
        return coalition -> worths.computeIfAbsent(Set.copyOf(coalition), ignored -> random.nextDouble(-5, 20));
    }

    @Test
    void theGloveGameOfTheTextbookHasItsKnownValues() {
        ToDoubleFunction<Set<String>> pairs = owners -> owners.contains("left") && owners.size() > 1 ? 1 : 0;
        assertThat(Shapley.values(List.of("left", "right", "other"), pairs)).satisfies(values -> {
            assertThat(values.get("left")).isCloseTo(2.0 / 3, within(1e-12));
            assertThat(values.get("right")).isCloseTo(1.0 / 6, within(1e-12));
            assertThat(values.get("other")).isCloseTo(1.0 / 6, within(1e-12));
        });
    }

    @Test
    void sharesAddUpToWhatAllGainTogether() {
        for (long seed = 0; seed < 200; seed++) {
            ToDoubleFunction<Set<String>> game = random(seed);
            double sum = Shapley.values(FOUR, game).values().stream().mapToDouble(Double::doubleValue).sum();
            assertThat(sum).as("seed %d", seed).isCloseTo(game.applyAsDouble(Set.copyOf(FOUR)) - game.applyAsDouble(Set
                    .of()), within(1e-9));
        }
    }

    @Test
    void twoWhoAlwaysAddTheSameGetTheSame() {
        for (long seed = 0; seed < 200; seed++) {
            ToDoubleFunction<Set<String>> any = random(seed);
            ToDoubleFunction<Set<String>> alike = coalition -> {
                Set<String> renamed = new HashSet<>(coalition);
                long twins = coalition.stream().filter(Set.of("a", "b")::contains).count();
                renamed.removeAll(Set.of("a", "b"));
                IntStream.range(0, (int) twins).forEach(i -> renamed.add(i == 0 ? "a" : "b"));
                return any.applyAsDouble(renamed);
            };
            Map<String, Double> values = Shapley.values(FOUR, alike);
            assertThat(values.get("a")).as("seed %d", seed).isCloseTo(values.get("b"), within(1e-9));
        }
    }

    @Test
    void whoAddsNothingToAnybodyGetsNothing() {
        for (long seed = 0; seed < 200; seed++) {
            ToDoubleFunction<Set<String>> any = random(seed);
            Map<String, Double> values = Shapley.values(FOUR, coalition -> {
                Set<String> others = new HashSet<>(coalition);
                others.remove("c");
                return any.applyAsDouble(others);
            });
            assertThat(values.get("c")).as("seed %d", seed).isCloseTo(0, within(1e-9));
        }
    }

    @Test
    void moreThanSixteenPlayersAreRefused() {
        List<Integer> many = IntStream.range(0, 17).boxed().toList();
        assertThatThrownBy(() -> Shapley.values(many, coalition -> 0)).hasMessageContaining("17");
    }
}
