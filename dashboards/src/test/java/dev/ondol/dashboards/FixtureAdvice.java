package dev.ondol.dashboards;

import dev.ondol.dashboards.live.LiveSite;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.operation.ActReply;
import dev.ondol.facility.operation.Level;
import dev.ondol.facility.operation.OperatorAct;
import dev.ondol.facility.operation.RecommendationBoard;
import dev.ondol.facility.operation.RecommendationBoard.Acceptance;
import dev.ondol.facility.operation.RecommendationBoard.Zone;
import dev.ondol.facility.operation.RecommendationState;
import dev.ondol.facility.operation.RecommendationView;
import dev.ondol.facility.operation.RecommendationView.Change;
import dev.ondol.facility.operation.RecommendationView.Progress;
import dev.ondol.facility.operation.RecommendationView.WorstInlet;
import dev.ondol.facility.point.PointId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A control that recommends: it answers by version and state as the real one, and goes on only when the test says so.
final class FixtureAdvice {
    private final LiveSite live;
    private final List<RecommendationView> all = new ArrayList<>();
    private final List<OperatorAct> acts = new ArrayList<>();
    private final List<Zone> zones = new ArrayList<>(List.of(new Zone("hall-h1", Level.ADVISE, "", 0),
            new Zone("hall-h2", Level.ADVISE, "", 0), new Zone("plant", Level.ADVISE, "", 0),
            new Zone("nodes", Level.ADVISE, "", 0)));
    private byte[] published = new byte[0];

    FixtureAdvice(LiveSite live) {
        this.live = live;
    }

    /// What came of operators, in order.
    synchronized List<OperatorAct> acts() {
        return List.copyOf(acts);
    }

    /// One recommendation for a whole hall, and one for the plant that is within the pre-approved bounds.
    synchronized void propose() {
        all.add(proposal("418", 1, "hall-h1", List.of(change("hall-h1/supply-air-temperature-setpoint", "Cel", 23.5,
                24.5, 18, 27), change("hall-h1/differential-pressure-setpoint", "Pa", 6, 5.2, 3, 15))));
        all.add(proposal("1795880417", 1, "plant",
                List.of(change("chilled-water/supply-water-temperature-setpoint", "Cel", 18,
                        18.5, 10, 20))));
        publish();
    }

    /// A newer plan wants another value.
    synchronized void renew(String id, double to) {
        replace(id, old -> proposal(id, old.version() + 1, old.zone(), List.of(new Change(old.changes().getFirst()
                .point(), "Cel", 23.5, to, 18, 27, 0.5, "inlet-limit"))));
        publish();
    }

    /// The same, but the browser does not hear of it.
    synchronized void renewSilently(String id, double to) {
        replace(id, old -> proposal(id, old.version() + 1, old.zone(), List.of(new Change(old.changes().getFirst()
                .point(), "Cel", 23.5, to, 18, 27, 0.5, "inlet-limit"))));
    }

    /// The plant has read everything back.
    synchronized void reached(String id, long watchUntil) {
        replace(id, old -> with(old, RecommendationState.WATCHING, old.decidedBy(), old.reason(), watchUntil, null,
                null));
        publish();
    }

    /// Takes an act as control would, and answers it.
    synchronized void act(byte[] payload) {
        try {
            OperatorAct act = JsonMessages.read(payload, OperatorAct.class);
            acts.add(act);
            if (act.kind().equals("zone")) {
                level(act);
                return;
            }
            RecommendationView it = all.stream().filter(view -> view.id().equals(act.target())).findFirst()
                    .orElse(null);
            if (it == null) {
                answer(act, 404, "not-found", null);
            } else if (it.version() != Integer.parseInt(act.param("version"))) {
                answer(act, 409, "stale-version", it);
            } else if (act.action().equals("approve") && it.confirm() != null && !it.confirm().equalsIgnoreCase(act
                    .param("confirm"))) {
                answer(act, 422, "confirmation-missing", it);
            } else if (it.state().end() || act.action().equals("rollback") == (it
                    .state() == RecommendationState.PROPOSED)) {
                answer(act, 409, "not-possible", it);
            } else {
                String reason = act.param("reason").isEmpty() ? null : act.param("reason");
                replace(it.id(), old -> switch (act.action()) {
                    case "reject" -> with(old, RecommendationState.REJECTED, act.principal(), reason, null, null,
                            "operator");
                    case "rollback" -> with(old, RecommendationState.ROLLED_BACK, act.principal(), reason, null, null,
                            "operator");
                    default -> with(old, RecommendationState.APPLYING, act.principal(), reason, null, new Progress(0,
                            old.changes().size()), null);
                });
                answer(act, 200, "done", all.stream().filter(view -> view.id().equals(act.target())).findFirst()
                        .orElseThrow());
                publish();
            }
        } catch (MalformedMessage e) {
            throw new IllegalStateException(e);
        }
    }

    /// AUTO is for simulated plants, and this is none.
    private void level(OperatorAct act) {
        Level level = Level.valueOf(act.param("level"));
        if (level == Level.AUTO) {
            answer(act, 409, "not-simulated", null);
            return;
        }
        zones.replaceAll(zone -> zone.zone().equals(act.target())
                ? new Zone(zone.zone(), level, act.principal(), System.currentTimeMillis())
                : zone);
        answer(act, 200, "done", null);
        publish();
    }

    private void replace(String id, java.util.function.UnaryOperator<RecommendationView> change) {
        all.replaceAll(view -> view.id().equals(id) ? change.apply(view) : view);
    }

    private void answer(OperatorAct act, int status, String code, @Nullable RecommendationView now) {
        live.accept(live.topics().actReply(act.id()), JsonMessages.write(new ActReply(act.id(), status, code, "",
                now == null ? null : new String(JsonMessages.write(now), StandardCharsets.UTF_8))), false);
    }

    /// A board that left before the newest changes comes late.
    synchronized void publishLate() {
        live.accept(live.topics().recommendations(), published, true);
    }

    private void publish() {
        published = JsonMessages.write(new RecommendationBoard(System
                .currentTimeMillis(), PlantScript.START, zones, new Acceptance(12, 1, 3, 0), all));
        live.accept(live.topics().recommendations(), published, true);
    }

    private static Change change(String point, String unit, double from, double to, double min, double max) {
        return new Change(PointId.of(point), unit, from, to, min, max, (to - from) / 2, "energy");
    }

    private static RecommendationView proposal(String id, int version, String zone, List<Change> changes) {
        return new RecommendationView(id, version, zone, RecommendationState.PROPOSED, "plan-1", changes, changes
                .size(), zone.equals("plant") ? null : "H1", new WorstInlet("rack-h1-007", 25.1, 1.9), 14.2,
                PlantScript.START, System.currentTimeMillis(),
                PlantScript.START + 90 * 60_000L, null, null, null, null, null, null);
    }

    private static RecommendationView with(RecommendationView old, RecommendationState state, @Nullable String by,
            @Nullable String reason, @Nullable Long watchUntil, @Nullable Progress progress,
            @Nullable String outcome) {
        return new RecommendationView(old.id(), old.version(), old.zone(), state, old.planId(), old.changes(), old
                .changesInAll(), state == RecommendationState.PROPOSED ? old.confirm() : null, old.worstInlet(),
                old.savesKw(), old.proposed(), old.proposedWall(), old.expires(),
                by, System.currentTimeMillis(), reason, watchUntil, progress, outcome);
    }

    /// Reasons and values of the last act.
    synchronized Map<String, String> lastParams() {
        return acts.getLast().params();
    }
}
