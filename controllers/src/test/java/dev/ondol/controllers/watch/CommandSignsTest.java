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
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.point.PointId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandSignsTest {
    private static final long NOW = 1_700_000_100_000L;
    private final CommandSigns signs = new CommandSigns(CATALOG);

    @BeforeEach
    void anAirSetpointIsWrittenAndAcknowledged() {
        signs.mode(Mode.AUTO);
        command(1, AIR, Status.APPLIED);
    }

    private void command(long seq, PointId point, Status status) {
        signs.command(new Command("kr-edge", point, 21, "Cel", 1, seq, NOW, NOW + 60_000, "p", "plan"));
        signs.answer(new Acknowledgement(point, 1, seq, status, status == Status.APPLIED ? 21.0 : null, NOW));
    }

    private boolean reported(double value) {
        signs.accept(new Frame("b", 1, NOW + 15_000, Map.of(AIR, value), Map.of()));
        return signs.look().stream().anyMatch(Sign::present);
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
        signs.localRules();
        assertThat(reported(24)).isFalse();
        command(4, AIR, Status.APPLIED);
        assertThat(reported(24)).as("and is when it obeys again").isTrue();
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
        signs.mode(Mode.HOLD);
        assertThat(reported(24)).isTrue();
    }
}
