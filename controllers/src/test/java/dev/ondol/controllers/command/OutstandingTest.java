package dev.ondol.controllers.command;

import static dev.ondol.controllers.verify.EdgeSite.AIR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import org.junit.jupiter.api.Test;

class OutstandingTest {
    private final Outstanding outstanding = new Outstanding(2_000);

    @Test
    void aCommandIsSentAgainUnchangedUntilItIsAnswered() {
        Command command = command(1);
        outstanding.sent(command, 0);
        assertThat(outstanding.due(0, 1_999)).isEmpty();
        assertThat(outstanding.due(0, 2_000)).containsExactly(command);
        assertThat(outstanding.due(0, 3_999)).isEmpty();
        assertThat(outstanding.due(0, 4_000)).containsExactly(command);
        assertThat(outstanding.answered(answer(1, 1))).isTrue();
        assertThat(outstanding.due(0, 100_000)).isEmpty();
    }

    @Test
    void aCommandIsGivenUpWhenItExpires() {
        outstanding.sent(command(1), 0);
        assertThat(outstanding.due(300_000, 10_000)).hasSize(1);
        assertThat(outstanding.due(300_001, 20_000)).isEmpty();
        assertThat(outstanding.size()).isZero();
    }

    @Test
    void anAnswerToAnotherCommandIsNotTheAnswer() {
        outstanding.sent(command(2), 0);
        assertThat(outstanding.answered(answer(1, 1))).isFalse();
        assertThat(outstanding.answered(answer(2, 2))).isFalse();
        assertThat(outstanding.size()).isEqualTo(1);
    }

    @Test
    void aNewerCommandReplacesTheOlderOne() {
        outstanding.sent(command(1), 0);
        outstanding.sent(command(2), 0);
        assertThat(outstanding.due(0, 2_000)).containsExactly(command(2));
    }

    @Test
    void afterAReconnectEverythingIsDueAtOnce() {
        outstanding.sent(command(1), 5_000);
        outstanding.dueAtOnce();
        assertThat(outstanding.due(0, 5_000)).hasSize(1);
        assertThat(outstanding.due(0, 5_001)).isEmpty();
    }

    private static Command command(long seq) {
        return new Command("kr-edge", AIR, 21, "Cel", 1, seq, 0, 300_000, "p", "plan");
    }

    private static Acknowledgement answer(long epoch, long seq) {
        return new Acknowledgement(AIR, epoch, seq, Acknowledgement.Status.APPLIED, 21.0, 0);
    }
}
