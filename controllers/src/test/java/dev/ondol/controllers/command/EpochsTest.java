package dev.ondol.controllers.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EpochsTest {
    private final Epochs epochs = new Epochs("kr-edge", 1_000);

    @Test
    void anEpochIsAskedForOnceAndAboveWhatThePlantRemembers() {
        assertThat(epochs.wanted(0, false)).isEmpty();
        assertThat(epochs.seen(41, true)).isFalse();
        assertThat(epochs.wanted(10, true)).hasValue(41);
        assertThat(epochs.wanted(20, true)).isEmpty();
        assertThat(epochs.granted(42)).isTrue();
        assertThat(epochs.current()).isEqualTo(42);
    }

    @Test
    void aPlantWithoutAMemoryIsWaitedForOnlyAMoment() {
        assertThat(epochs.wanted(0, true)).isEmpty();
        assertThat(epochs.wanted(999, true)).isEmpty();
        assertThat(epochs.wanted(1_000, true)).hasValue(0);
    }

    @Test
    void anEpochThatIsTooLowIsAskedForAgain() {
        epochs.seen(5, true);
        epochs.wanted(0, true);
        epochs.seen(9, true);
        assertThat(epochs.granted(6)).isFalse();
        assertThat(epochs.sequence()).isEmpty();
        assertThat(epochs.wanted(1, true)).hasValue(9);
        assertThat(epochs.granted(10)).isTrue();
    }

    @Test
    void aHigherEpochOfSomebodyElseIsATakeover() {
        epochs.seen(0, true);
        epochs.wanted(0, true);
        epochs.granted(1);
        assertThat(epochs.seen(1, false)).isFalse();
        assertThat(epochs.seen(2, false)).isTrue();
    }

    @Test
    void aMemoryThatComesLateOnlyLeadsToAnotherEpoch() {
        epochs.wanted(0, true);
        epochs.wanted(1_000, true);
        epochs.granted(1);
        assertThat(epochs.seen(7, true)).isFalse();
        assertThat(epochs.sequence()).isEmpty();
        assertThat(epochs.wanted(1_001, true)).hasValue(7);
    }
}
