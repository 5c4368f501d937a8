package dev.ondol.controllers.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.alarm.Definition;
import dev.ondol.controllers.alarm.Definitions;
import org.junit.jupiter.api.Test;

class StorageSignsTest {
    private static final long WALL = 1_700_000_000_000L;

    private final StorageSigns signs = new StorageSigns();

    private void frames(String source, int fromSecond, int toSecond) {
        for (int second = fromSecond; second <= toSecond; second++) {
            signs.frame(source, WALL + second * 1_000L);
        }
    }

    private boolean waits(int second) {
        return signs.look(true, WALL + second * 1_000L).present();
    }

    @Test
    void framesThatNoMarkFollowsAreASignUntilOneDoes() {
        frames("plant", 0, 9);
        assertThat(waits(9)).isFalse();
        frames("plant", 10, 40);
        assertThat(signs.look(true, WALL + 40_000).value()).isEqualTo(40.0);
        assertThat(waits(40)).isTrue();
        signs.mark("plant");
        assertThat(waits(40)).isFalse();
    }

    @Test
    void oneSourceThatIsNotStoredShowsBesideOthersThatAre() {
        for (int second = 0; second <= 30; second++) {
            frames("plant", second, second);
            frames("it", second, second);
            signs.mark("it");
        }
        assertThat(waits(30)).isTrue();
    }

    @Test
    void aSourceThatIsSilentIsNotWaitedForAndWhatItSendsLaterBeginsAnew() {
        frames("plant", 0, 5);
        assertThat(waits(20)).isFalse();
        frames("plant", 60, 65);
        assertThat(waits(66)).isFalse();
    }

    @Test
    void whileTheBrokerIsAwayNothingIsKnown() {
        frames("plant", 0, 30);
        assertThat(signs.look(false, WALL + 30_000).present()).isFalse();
        frames("plant", 31, 31);
        assertThat(waits(32)).as("marks may have come meanwhile").isFalse();
    }

    @Test
    void theAlarmIsSilentWhereItsCauseIsKnownAndSaysWhatToLookAt() {
        Definition alarm = Definitions.shipped().of("not-stored");
        assertThat(alarm.causedBy()).contains("broker-away", "ingest-lost", "historian-away", "disk-full");
        assertThat(alarm.words()).allSatisfy((language, words) -> assertThat(words.action()).contains("Kafka"));
    }
}
