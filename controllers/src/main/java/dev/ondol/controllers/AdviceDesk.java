package dev.ondol.controllers;

import dev.ondol.controllers.audit.Trail;
import dev.ondol.controllers.command.Desired;
import dev.ondol.controllers.recommendation.Decisions;
import dev.ondol.controllers.recommendation.Decisions.Answer;
import dev.ondol.controllers.recommendation.Ladder;
import dev.ondol.controllers.recommendation.Offer;
import dev.ondol.controllers.recommendation.Recommendations;
import dev.ondol.controllers.recommendation.Recommendations.Order;
import dev.ondol.controllers.recommendation.Zones;
import dev.ondol.controllers.verify.Observations;
import dev.ondol.controllers.verify.Verifier;
import dev.ondol.facility.audit.AuditEntry;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.operation.ActReply;
import dev.ondol.facility.operation.Level;
import dev.ondol.facility.operation.OperatorAct;
import dev.ondol.facility.operation.RecommendationBoard;
import dev.ondol.facility.operation.RecommendationBoard.Zone;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where plans become recommendations, operators decide, and what they decided is carried out and watched. Owned by the
/// controller.
final class AdviceDesk {
    private static final int REMEMBERED = 1_000;
    private static final int LONGEST_REASON = 500;

    private final Site site;
    private final ControlOptions options;
    private final ZoneView view;
    private final Zones zones;
    private final Ladder ladder;
    private final Recommendations recommendations;
    private final Outlet outlet;
    private final Trail trail;
    private final Map<String, ActReply> answered = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ActReply> eldest) {
            return size() > REMEMBERED;
        }
    };
    private @Nullable RecommendationBoard told;
    private @Nullable RecommendationBoard before;

    /// The two clocks and the mode of an instant.
    record Moment(Mode mode, long plant, long wall, boolean simulated) {}

    AdviceDesk(Site site, PointCatalog catalog, ControlOptions options, Verifier verifier, Observations plant,
            Outlet outlet, Trail trail, long firstId) {
        this.site = site;
        this.options = options;
        this.zones = new Zones(site);
        this.ladder = new Ladder(zones);
        this.view = new ZoneView(site, catalog, zones, verifier, plant);
        this.recommendations = new Recommendations(firstId);
        this.outlet = outlet;
        this.trail = trail;
    }

    /// What operators chose before a restart.
    void restore(List<Zone> chosen) {
        chosen.forEach(zone -> ladder.choose(zone.zone(), zone.level(), zone.by(), zone.sinceWall()));
    }

    /// What the board says that an earlier life, or the control that led before, has told. It counts from when control leads.
    void told(RecommendationBoard board) {
        before = board;
    }

    /// Control leads from now on.
    void lead(Moment now) {
        RecommendationBoard earlier = before;
        before = null;
        if (earlier != null && now.plant() >= earlier.plant()) {
            view.at(now.plant());
            recommendations.recall(earlier, view, now.plant());
        }
    }

    /// The part of a plan that control may write by itself.
    Desired automatic(Desired wanted, Mode mode) {
        boolean whole = zones.names().stream().allMatch(zone -> ladder.level(zone, mode) == Level.AUTO);
        return whole ? wanted : wanted.within(point -> ladder.level(zones.of(point), mode) == Level.AUTO);
    }

    /// A plan has come: in zones that are advised it becomes recommendations.
    void plan(Desired wanted, Moment now) {
        List<String> advised = zones.names().stream().filter(zone -> ladder.level(zone, now.mode()) == Level.ADVISE)
                .toList();
        zones.names().stream().filter(zone -> ladder.level(zone, now.mode()) != Level.ADVISE).forEach(
                recommendations::handOver);
        if (advised.isEmpty()) {
            tell(now);
            return;
        }
        Map<String, Offer> offers = view.offers(wanted, now.plant());
        advised.forEach(zone -> recommendations.offer(zone, offers.getOrDefault(zone, new Offer(wanted.plan().id(), List
                .of(), null, null)), now.plant(), now.wall()));
        tell(now);
    }

    /// Time passes.
    ///
    /// @return what the plant is to be brought to, each with a plan of its own
    List<Desired> minute(Desired wanted, ClockTick tick, Moment now) {
        view.at(now.plant());
        recommendations.turn(view, now.plant());
        List<Desired> orders = new ArrayList<>();
        for (Order order : recommendations.orders()) {
            Plan plan = new Plan(order.name(), site.id(), tick.plant(),
                    tick.plant() + options.planValidity().toMillis(),
                    List.of(), List.of(), List.of(), wanted.plan().expected(), wanted.plan().solve());
            orders.add(Desired.ofValues(plan, options.planValidity().toMillis(), order.values()));
        }
        tell(now);
        return orders;
    }

    void refused(PointId point) {
        recommendations.refused(point);
    }

    /// Control may not write any longer.
    void leave(String why, Moment now) {
        recommendations.leave(why);
        tell(now);
    }

    /// Tells what stands, to whoever comes anew.
    void tellAgain(Moment now) {
        told = null;
        tell(now);
    }

    private void tell(Moment now) {
        RecommendationBoard board = recommendations.board(ladder.told(now.mode()), now.plant(), now.wall());
        RecommendationBoard before = told;
        if (before == null || !before.recommendations().equals(board.recommendations()) || !before.zones().equals(board
                .zones())) {
            told = board;
            outlet.recommendations(board);
        }
    }

    /// An operator's act: carried out once for each id, one audit row.
    ///
    /// @return a choice of level that is to be kept
    Optional<Zone> act(OperatorAct act, Moment now) {
        ActReply before = answered.get(act.id());
        if (before != null) {
            outlet.reply(before);
            return Optional.empty();
        }
        Optional<Zone> chosen = Optional.empty();
        ActReply reply;
        if (act.kind().equals("zone")) {
            reply = level(act, now);
            chosen = reply.status() == 200
                    ? Optional.of(new Zone(act.target(), Level.valueOf(act.param("level")), act.principal(), now
                            .wall()))
                    : Optional.empty();
        } else {
            Answer answer = decide(act, now);
            reply = new ActReply(act.id(), answer.status(), answer.code(), detail(answer.code()), answer.now().map(
                    AdviceDesk::json).orElse(null));
        }
        answered.put(act.id(), reply);
        outlet.reply(reply);
        trail.keep(new AuditEntry(AuditEntry.key("act", act.id()), now.wall(), now.plant(), act.kind(), act.principal(),
                act.action(), act.target(), reply.code(), new TreeMap<>(act.params())));
        tell(now);
        return chosen;
    }

    private ActReply level(OperatorAct act, Moment now) {
        Level level;
        try {
            level = Level.valueOf(act.param("level"));
        } catch (IllegalArgumentException e) {
            return ActReply.refused(act, 422, "refused", "level must be SHADOW, ADVISE or AUTO.");
        }
        if (level == Level.AUTO && !now.simulated()) {
            return ActReply.refused(act, 409, "not-simulated", "AUTO is for plants whose gateway is a simulated one.");
        }
        return ladder.choose(act.target(), level, act.principal(), now.wall())
                ? new ActReply(act.id(), 200, "done", "", json(new Zone(act.target(), ladder.level(act.target(), now
                        .mode()), act.principal(), now.wall())))
                : ActReply.refused(act, 404, "not-found", "There is no such zone; there are %s.".formatted(String.join(
                        ", ", zones.names())));
    }

    private Answer decide(OperatorAct act, Moment now) {
        int version = number(act.param("version"));
        String reason = act.param("reason");
        if (reason.length() > LONGEST_REASON) {
            return new Answer(422, "too-long", Optional.empty());
        }
        Decisions decisions = recommendations.decisions();
        return switch (act.action()) {
            case "approve" ->
                decisions.approve(act.target(), version, act.param("confirm"), act.principal(), view,
                        now.plant(), now.wall());
            case "reject" -> decisions.reject(act.target(), version, act.principal(), reason, now.plant(), now
                    .wall());
            case "rollback" -> decisions.rollback(act.target(), version, now.plant());
            case "override" -> ZoneView.values(act.param("values")).map(values -> decisions.override(act
                    .target(), version, values, Math.max(0, number(act.param("minutes"))), act.principal(), reason,
                    view, now.plant(), now.wall())).orElseGet(() -> new Answer(422, "refused", Optional.empty()));
            default -> new Answer(404, "not-found", Optional.empty());
        };
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static String detail(String code) {
        return switch (code) {
            case "stale-version" -> "A newer plan wants other values; look again before you decide.";
            case "not-possible" -> "Its state does not allow that any more.";
            case "confirmation-missing" ->
                "It goes beyond what is pre-approved: confirm must be the word that the recommendation tells.";
            case "reason-missing" -> "A reason is needed.";
            case "refused" -> "values must name set-points of this recommendation, inside their limits.";
            case "too-long" -> "At most %d characters.".formatted(LONGEST_REASON);
            case "not-found" -> "There is no such recommendation.";
            default -> "";
        };
    }

    private static String json(Object message) {
        return new String(JsonMessages.write(message), StandardCharsets.UTF_8);
    }
}
