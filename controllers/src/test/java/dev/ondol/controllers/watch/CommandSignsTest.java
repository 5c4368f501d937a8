package dev.ondol.controllers.watch;

import static dev.ondol.controllers.verify.EdgeSite.AIR;
import static dev.ondol.controllers.verify.EdgeSite.CAP;
import static dev.ondol.controllers.verify.EdgeSite.CATALOG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.alarm.Sign;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Acknowledgement.Status;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandSignsTest {
    private static final long NOW = 1_700_000_100_000L;
    private final CommandSigns signs = new CommandSigns(CATALOG);

    private long wall = 1_000;

    @BeforeEach
    void anAirSetpointIsWrittenAndAcknowledged() {
        beat(Mode.AUTO, 1);
        command(1, AIR, Status.APPLIED);
    }

    private void beat(Mode mode, long epoch) {
        signs.heartbeat(new Heartbeat("control", mode, epoch, 0, NOW), wall);
    }

    private void command(long seq, PointId point, Status status) {
        signs.command(new Command("kr-edge", point, 21, "Cel", 1, seq, NOW, NOW + 60_000, "p", "plan"));
        signs.answer(new Acknowledgement(point, 1, seq, status, status == Status.APPLIED ? 21.0 : null, NOW));
    }

    private boolean reported(double value) {
        signs.accept(new Frame("b", 1, NOW + 15_000, Map.of(AIR, value), Map.of()), wall);
        return signs.look().stream().anyMatch(Sign::present);
    }

    /// Caps of nodes, each told 21 like the air; so many of them show something else.
    private List<String> reported(int caps, int otherwise) {
        List<PointId> points = CATALOG.writable().stream().map(Point::id).filter(point -> point.quantity().equals(CAP
                .quantity())).limit(caps).toList();
        Map<PointId, Double> values = new HashMap<>(Map.of(AIR, 21.0));
        for (int i = 0; i < caps; i++) {
            command(10 + i, points.get(i), Status.APPLIED);
            values.put(points.get(i), i < otherwise ? 100.0 : 21.0);
        }
        signs.accept(new Frame("b", 2, NOW + 15_000, values, Map.of()), wall);
        return signs.look().stream().filter(Sign::present).map(Sign::definition).distinct().toList();
    }

    @Test
    void whatThePlantReportsOtherwiseIsASign() {
        assertThat(reported(21)).isFalse();
        assertThat(reported(24)).isTrue();
        assertThat(reported(21)).isFalse();
    }

    @Test
    void aPlantThatHasGoneToItsLocalRulesIsNotJudged() {
        command(2, CAP, Status.LOCAL);
        assertThat(reported(24)).isFalse();
        command(3, AIR, Status.APPLIED);
        beat(Mode.FALLBACK, 1);
        assertThat(reported(24)).isFalse();
        beat(Mode.AUTO, 1);
        command(4, AIR, Status.APPLIED);
        assertThat(reported(24)).as("and is when it obeys again").isTrue();
    }

    @Test
    void whileControlIsSilentThePlantIsNotJudgedAlsoBeforeControlIsHeardAgain() {
        wall += 2_501;
        assertThat(reported(24)).as("the gateway is on its way to local rules").isFalse();
        beat(Mode.AUTO, 1);
        assertThat(reported(24)).as("what was told before the silence does not stand any more").isFalse();
        command(2, AIR, Status.APPLIED);
        assertThat(reported(24)).isTrue();
    }

    @Test
    void whoHoldsInAnotherEpochHasWrittenNothing() {
        beat(Mode.HOLD, 2);
        assertThat(reported(24)).isFalse();
    }

    @Test
    void aSuccessorThatGoesOnInTimeFindsTheSetpointsAsTheyWereAndWhoIsOlderIsNotHeard() {
        beat(Mode.AUTO, 2);
        beat(Mode.FALLBACK, 1);
        assertThat(reported(24)).isTrue();
    }

    @Test
    void mostSetpointsAtOnceHaveOneReasonAndAFewHaveTheirOwn() {
        assertThat(reported(12, 6)).as("6 of 13").containsExactly("not-read-back");
        assertThat(reported(12, 7)).as("7 of 13").containsExactly("setpoints-not-kept", "not-read-back");
        assertThat(reported(12, 0)).isEmpty();
    }

    @Test
    void fewerThanFiveAreUnitsThatDoNotFollowWhateverTheirShare() {
        assertThat(reported(4, 4)).containsExactly("not-read-back");
    }

    @Test
    void whatAnOperatorHoldsIsNotJudged() {
        signs.held(Set.of(AIR));
        assertThat(reported(24)).isFalse();
        command(2, AIR, Status.APPLIED);
        assertThat(reported(24)).isFalse();
        signs.held(Set.of());
        command(3, AIR, Status.APPLIED);
        assertThat(reported(24)).isTrue();
    }

    @Test
    void inHoldTheSetpointsStandAsTheyWereWritten() {
        beat(Mode.HOLD, 1);
        assertThat(reported(24)).isTrue();
    }
}
