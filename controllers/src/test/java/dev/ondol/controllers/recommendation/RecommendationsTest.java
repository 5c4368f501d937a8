package dev.ondol.controllers.recommendation;

import static dev.ondol.controllers.recommendation.FakeView.AIR;
import static dev.ondol.controllers.recommendation.FakeView.WATER;
import static dev.ondol.controllers.recommendation.FakeView.change;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.recommendation.Decisions.Answer;
import dev.ondol.controllers.recommendation.Recommendations.Order;
import dev.ondol.facility.operation.RecommendationState;
import dev.ondol.facility.operation.RecommendationView;
import dev.ondol.facility.point.PointId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecommendationsTest {
    private static final long START = 1_700_000_000_000L;

    private final FakeView plant = new FakeView();
    private final Recommendations desk = new Recommendations(1);
    private long now = START;

    @Test
    void whatIsApprovedIsCarriedOutReadBackWatchedAndDone() {
        offer(AIR, 23);
        assertThat(desk.orders()).as("nothing before an operator decides").isEmpty();
        assertThat(approve(1).code()).isEqualTo("done");
        assertThat(state()).isEqualTo(RecommendationState.APPLYING);
        assertThat(desk.orders()).containsExactly(new Order("recommendation-1", Map.of(AIR, 23.0)));
        plant.inForce.put(AIR, 22.5);
        turn(60);
        assertThat(state()).isEqualTo(RecommendationState.APPLYING);
        plant.inForce.put(AIR, 23.0);
        turn(60);
        assertThat(state()).isEqualTo(RecommendationState.WATCHING);
        turn(599);
        assertThat(state()).isEqualTo(RecommendationState.WATCHING);
        turn(1);
        assertThat(state()).isEqualTo(RecommendationState.DONE);
        assertThat(desk.orders()).isEmpty();
    }

    @Test
    void whatPassesALimitWhileItIsWatchedIsRolledBackByItself() {
        offer(AIR, 23);
        approve(1);
        plant.inForce.put(AIR, 23.0);
        turn(60);
        plant.breach = "inlet-breach";
        turn(60);
        assertThat(state()).isEqualTo(RecommendationState.ROLLED_BACK);
        assertThat(view().outcome()).isEqualTo("inlet-breach");
        assertThat(desk.orders()).containsExactly(new Order("rollback-1", Map.of(AIR, 22.0)));
        plant.inForce.put(AIR, 22.0);
        turn(60);
        assertThat(desk.orders()).isEmpty();
    }

    @Test
    void aDecisionOnAnOlderVersionIsStale() {
        offer(AIR, 23);
        offer(AIR, 23.5);
        assertThat(view().version()).isEqualTo(2);
        Answer answer = approve(1);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("stale-version");
        assertThat(answer.now().orElseThrow().changes().getFirst().to()).isEqualTo(23.5);
        assertThat(approve(2).status()).isEqualTo(200);
    }

    @Test
    void aWholeHallIsApprovedOnlyWithItsName() {
        offer(AIR, 22.1);
        assertThat(view().confirm()).isEqualTo("H1");
        for (String given : List.of("", "H2", "hall")) {
            Answer answer = desk.decisions().approve("1", 1, given, "kim", plant, now, now);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo("confirmation-missing");
        }
        assertThat(state()).isEqualTo(RecommendationState.PROPOSED);
        assertThat(desk.orders()).isEmpty();
        assertThat(desk.decisions().approve("1", 1, " h1 ", "kim", plant, now, now).status()).isEqualTo(200);
        assertThat(view().confirm()).as("there is nothing left to confirm").isNull();
    }

    @Test
    void elsewhereTheNameIsNeededBeyondATenthOfTheLimits() {
        Recommendations all = new Recommendations(1);
        all.offer("plant", change(WATER, 18, 18.9), now, now);
        assertThat(all.board(List.of(), now, now).recommendations().getFirst().confirm()).as("0.9 of 9").isNull();
        all.offer("plant", change(WATER, 18, 19), now, now);
        assertThat(all.board(List.of(), now, now).recommendations().getFirst().confirm()).isEqualTo("PLANT");
        assertThat(all.decisions().approve("1", 2, "", "kim", plant, now, now).code())
                .isEqualTo("confirmation-missing");
        assertThat(all.decisions().approve("1", 2, "plant", "kim", plant, now, now).code()).isEqualTo("done");
    }

    @Test
    void aRecommendationThatNobodyRenewsExpires() {
        offer(AIR, 23);
        turn(901);
        assertThat(state()).isEqualTo(RecommendationState.EXPIRED);
        assertThat(approve(1).code()).isEqualTo("not-possible");
    }

    @Test
    void whatThePlantDoesNotReachInTimeHasFailed() {
        offer(AIR, 23);
        approve(1);
        turn(600 + 600 + 1);
        assertThat(state()).isEqualTo(RecommendationState.FAILED);
        assertThat(view().outcome()).isEqualTo("not-read-back");
    }

    @Test
    void anOverrideIsInsideTheLimitsHasAReasonAndHoldsOtherRecommendationsBack() {
        offer(AIR, 23);
        assertThat(override(24, "").code()).isEqualTo("reason-missing");
        assertThat(override(40, "because").code()).isEqualTo("refused");
        assertThat(override(Double.NaN, "because").code()).isEqualTo("refused");
        assertThat(override(22.5, "because").code()).isEqualTo("done");
        plant.inForce.put(AIR, 22.5);
        turn(60);
        turn(600);
        assertThat(state()).isEqualTo(RecommendationState.DONE);
        offer(AIR, 23);
        assertThat(desk.board(List.of(), now, now).recommendations()).hasSize(1);
        now += 3_600_000;
        offer(AIR, 23);
        assertThat(state()).isEqualTo(RecommendationState.PROPOSED);
    }

    @Test
    void aRejectionNeedsAReasonAndLeavesTheZoneInPeace() {
        offer(AIR, 23);
        assertThat(desk.decisions().reject("1", 1, "kim", "", now, now).code()).isEqualTo("reason-missing");
        desk.decisions().reject("1", 1, "kim", "maintenance", now, now);
        offer(AIR, 23);
        assertThat(state()).isEqualTo(RecommendationState.REJECTED);
        now += 900_000;
        offer(AIR, 23);
        assertThat(state()).isEqualTo(RecommendationState.PROPOSED);
    }

    private void offer(PointId point, double to) {
        desk.offer("hall-h1", change(point, plant.inForce.getOrDefault(point, 0.0), to), now, now);
    }

    private Answer approve(int version) {
        return desk.decisions().approve("1", version, "h1", "kim", plant, now, now);
    }

    private Answer override(double value, String reason) {
        return desk.decisions().override("1", 1, Map.of(AIR, value), 60, "kim", reason, plant, now, now);
    }

    private void turn(int seconds) {
        now += seconds * 1_000L;
        desk.turn(plant, now);
    }

    private RecommendationState state() {
        return view().state();
    }

    private RecommendationView view() {
        return desk.board(List.of(), now, now).recommendations().getFirst();
    }
}
