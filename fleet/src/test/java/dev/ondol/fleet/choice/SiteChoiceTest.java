package dev.ondol.fleet.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.market.Money;
import dev.ondol.facility.plan.Weights;
import dev.ondol.fleet.choice.SiteAnswer.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SiteChoiceTest {
    private static final Weights CARBON = new Weights(0, 1, 0, 0);
    private static final Weights MONEY = new Weights(0, 0, 1, 0);
    private static final Weights ALL = new Weights(1, 1, 1, 1);

    private static SiteAnswer placed(String site, @Nullable Double kwh, @Nullable Double kg, @Nullable Double won,
            @Nullable Double litres) {
        return new SiteAnswer(site, Outcome.PLACED, 1L, kwh, kg, won == null ? null : new Money(won, "won"), litres,
                null, null, "", List.of());
    }

    private static SiteAnswer deferred(String site, @Nullable Integer waiting) {
        return new SiteAnswer(site, Outcome.DEFERRED, null, null, null, null, null, null, waiting, "", List.of());
    }

    private static List<String> order(Weights weights, SiteAnswer... answers) {
        return new SiteChoice(weights).ranked(List.of(answers)).stream().map(SiteAnswer::site).toList();
    }

    @Test
    void theSiteThatAddsLeastOfWhatWeighsComesFirst() {
        SiteAnswer thrifty = placed("thrifty", 90.0, 50.0, 9_000.0, 20.0);
        SiteAnswer clean = placed("clean", 110.0, 10.0, 12_000.0, 30.0);
        SiteAnswer cheap = placed("cheap", 100.0, 60.0, 5_000.0, 40.0);
        assertThat(order(Weights.ENERGY, thrifty, clean, cheap)).containsExactly("thrifty", "cheap", "clean");
        assertThat(order(CARBON, thrifty, clean, cheap)).containsExactly("clean", "thrifty", "cheap");
        assertThat(order(MONEY, thrifty, clean, cheap)).containsExactly("cheap", "thrifty", "clean");
    }

    @Test
    void theReasonSaysHowMuchMoreTheNextBestWouldTake() {
        List<SiteAnswer> ranked = new SiteChoice(Weights.ENERGY).ranked(List.of(placed("b", 110.0, null, null, null),
                placed("a", 100.0, null, null, null)));
        assertThat(ranked).extracting(SiteAnswer::why).containsExactly("It takes least: 100 kWh, weighted.",
                "It takes 10.0 % more, weighted.");
    }

    @Test
    void aKwhWeighsAsMuchAsItsCo2AndItsPriceAtTheMeanOfTheSites() {
        List<SiteAnswer> ranked = new SiteChoice(new Weights(1, 1, 1, 0)).ranked(List.of(placed("a", 100.0, 20.0,
                10_000.0, null), placed("b", 100.0, 60.0, 20_000.0, null)));
        // means: 0.4 kg and 150 won a kWh
        assertThat(Objects.requireNonNull(ranked.getFirst().weighted())).isCloseTo((100 + 20 / 0.4 + 10_000 / 150.0)
                / 3, within(1e-9));
    }

    @Test
    void roomNowGoesBeforeWaitingAndTheShortestQueueBeforeTheOthers() {
        assertThat(order(Weights.ENERGY, deferred("long", 9), SiteAnswer.without("away", Outcome.AWAY, "x"),
                placed("dear", 900.0, null, null, null), deferred("unknown", null), deferred("short", 0), SiteAnswer
                        .without("never", Outcome.REJECTED, "")))
                .containsExactly("dear", "short", "long", "unknown", "never", "away");
    }

    @Test
    void aSiteThatDoesNotTellWhatWeighsIsTakenOnlyWhereNoOtherHasRoomAndSaysSo() {
        List<SiteAnswer> ranked = new SiteChoice(MONEY).ranked(List.of(placed("mute", 1.0, 1.0, null, 1.0), placed(
                "dear", 100.0, 1.0, 90_000.0, 1.0), deferred("full", 0)));
        assertThat(ranked).extracting(SiteAnswer::site).containsExactly("dear", "mute", "full");
        assertThat(ranked.get(1).outcome()).isEqualTo(Outcome.INCOMPARABLE);
        assertThat(ranked.get(1).why()).contains("price");
        assertThat(ranked.get(1).takes()).isTrue();
    }

    @Test
    void equalsStayInTheOrderOfTheSites() {
        assertThat(order(Weights.ENERGY, placed("b", 5.0, null, null, null), placed("a", 5.0, null, null, null)))
                .containsExactly("b", "a");
    }

    @Test
    void freeAndNegativePricesAreNoFault() {
        assertThat(order(MONEY, placed("paid", 100.0, 1.0, -500.0, 1.0), placed("free", 100.0, 1.0, 0.0, 1.0), placed(
                "dear", 100.0, 1.0, 900.0, 1.0))).containsExactly("paid", "free", "dear");
        assertThat(order(ALL, placed("b", 100.0, 0.0, 0.0, 0.0), placed("a", 90.0, 0.0, 0.0, 0.0))).containsExactly(
                "a", "b");
    }

    /// What is better in all that weighs is never behind; what a site is called, or where it stands, changes nothing.
    @Test
    void whoIsBetterInEverythingComesBeforeInAnyOrderOfAsking() {
        long seed = Long.getLong("ondol.seed", 7);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            Weights weights = new Weights(random.nextDouble(), random.nextDouble(), random.nextDouble(), random
                    .nextDouble());
            List<SiteAnswer> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                answers.add(placed("s" + i, 1 + 100 * random.nextDouble(), 50 * random.nextDouble(), 9_000 * random
                        .nextDouble(), 90 * random.nextDouble()));
            }
            double[] worse = random.doubles(4, 1, 100).toArray();
            answers.add(placed("worse", worse[0], worse[1], worse[2], worse[3]));
            SiteAnswer better = placed("better", 0.9 * worse[0], 0.9 * worse[1], 0.9 * worse[2], 0.9 * worse[3]);
            answers.add(better);
            List<String> first = order(weights, answers.toArray(SiteAnswer[]::new));
            assertThat(first.indexOf("better")).isLessThan(first.indexOf("worse"));
            Collections.shuffle(answers, random);
            assertThat(order(weights, answers.toArray(SiteAnswer[]::new))).isEqualTo(first);
        }
    }
}
