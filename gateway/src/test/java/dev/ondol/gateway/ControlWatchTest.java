package dev.ondol.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorRequest.Action;
import dev.ondol.gateway.ControlWatch.Standing;
import org.junit.jupiter.api.Test;

/// P9, and who may write: standing by standing.
class ControlWatchTest {
    private final ControlWatch watch = new ControlWatch(false);

    @Test
    void controlIsSilentUntilItIsHeardHoweverYoungTheGatewayIs() {
        assertThat(watch.standing(0, 0)).isEqualTo(Standing.SILENT);
        beat(Mode.AUTO, 1, 0);
        assertThat(watch.standing(1, 2_999)).isEqualTo(Standing.AUTOMATIC);
        assertThat(watch.standing(1, 3_000)).isEqualTo(Standing.SILENT);
    }

    @Test
    void itWritesInAutoAndWhatOperatorsHaveApprovedInAdvise() {
        for (Mode mode : Mode.values()) {
            beat(mode, 1, 0);
            assertThat(watch.standing(1, 0)).as("%s", mode).isEqualTo(switch (mode) {
                case AUTO, ADVISE -> Standing.AUTOMATIC;
                case SHADOW, HOLD, FALLBACK -> Standing.NOT_AUTO;
            });
            beat(Mode.SHADOW, 1, 0);
        }
    }

    @Test
    void holdAfterSilenceHoldsNothingAlsoWhereNobodyHasLookedMeanwhile() {
        beat(Mode.AUTO, 1, 0);
        beat(Mode.HOLD, 1, 3_000);
        assertThat(watch.standing(1, 3_000)).isEqualTo(Standing.NOT_AUTO);
    }

    @Test
    void holdDoesNotConfirmThatAnOperatorChoseAutoAgain() {
        beat(Mode.AUTO, 1, 0);
        watch.request(Action.EXIT_AUTO);
        watch.request(Action.CHOOSE_AUTO);
        beat(Mode.HOLD, 1, 1_000);
        assertThat(watch.standing(1, 1_000)).isEqualTo(Standing.EXITED);
        beat(Mode.AUTO, 1, 2_000);
        assertThat(watch.standing(1, 2_000)).isEqualTo(Standing.AUTOMATIC);
    }

    @Test
    void ofAnOlderEpochThanOneThatWasSeenItMayNotWrite() {
        beat(Mode.AUTO, 1, 0);
        assertThat(watch.standing(2, 0)).isEqualTo(Standing.OLDER_EPOCH);
    }

    @Test
    void everyStandingSaysWhyInWordsOfItsOwn() {
        assertThat(Standing.values()).extracting(Standing::text).doesNotContain("").doesNotHaveDuplicates();
    }

    private void beat(Mode mode, long epoch, long wallMs) {
        watch.heartbeat(new Heartbeat("control", mode, epoch, 0, 0), epoch, wallMs);
    }
}
