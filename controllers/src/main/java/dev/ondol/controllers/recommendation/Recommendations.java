package dev.ondol.controllers.recommendation;

import dev.ondol.facility.operation.RecommendationBoard;
import dev.ondol.facility.operation.RecommendationBoard.Acceptance;
import dev.ondol.facility.operation.RecommendationBoard.Zone;
import dev.ondol.facility.operation.RecommendationState;
import dev.ondol.facility.operation.RecommendationView;
import dev.ondol.facility.operation.RecommendationView.Change;
import dev.ondol.facility.operation.RecommendationView.Progress;
import dev.ondol.facility.point.PointId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The recommendations of one site, one open at a time in each zone. Plant time rules expiry, ramps and watches. Owned by one
/// thread.
public final class Recommendations {
    /// Three planning cycles: a recommendation must not be older than what it was reckoned from.
    static final long VALID_MS = 900_000;
    /// How long what was carried out is watched.
    static final long WATCH_MS = 600_000;
    private static final int KEPT = 20;
    private static final double SAME = 1e-6;

    private final Map<String, Recommendation> open = new LinkedHashMap<>();
    private final Deque<RecommendationView> ended = new ArrayDeque<>();
    private final WaysBack waysBack = new WaysBack();
    private final LeftInPeace peace = new LeftInPeace();
    private Acceptance acceptance = new Acceptance(0, 0, 0, 0);
    private long next;

    /// What must be known of the plant.
    public interface Plant {
        OptionalDouble inForce(PointId point);

        /// How far a value may be off and count as reached, in the unit of the point.
        double tolerance(PointId point);

        /// How far it may go in the saving direction in five minutes, in the unit of the point.
        double step(PointId point);

        /// Which limit of the zone is passed now, as a code; empty where none is.
        Optional<String> breach(String zone);
    }

    /// What came of an operator's act.
    ///
    /// @param status as of HTTP
    public record Answer(int status, String code, Optional<RecommendationView> now) {}

    /// Values that the plant is to be brought to.
    ///
    /// @param name of what wants them, for the commands
    public record Order(String name, Map<PointId, Double> values) {}

    /// @param first number of the first one
    public Recommendations(long first) {
        this.next = first;
    }

    /// A newer plan wants this in that zone.
    ///
    /// @param plant plant time in milliseconds
    /// @param wall  wall time in milliseconds
    public void offer(String zone, Offer all, long plant, long wall) {
        Offer offer = new Offer(all.planId(), peace.others(all.changes(), wall), all.worst(), all.savesKw());
        Recommendation present = open.get(zone);
        if (present == null) {
            if (!offer.changes().isEmpty() && !peace.isLeft(zone, plant)) {
                open.put(zone, new Recommendation(Long.toString(next++), zone, offer, plant, wall, plant + VALID_MS));
            }
        } else if (present.state == RecommendationState.PROPOSED) {
            if (offer.changes().isEmpty()) {
                end(present, RecommendationState.WITHDRAWN, "no-longer-wanted");
            } else {
                renew(present, offer, plant);
            }
        }
    }

    /// Takes up what an earlier life of control, or another control, has told: what was approved is carried out and watched to its end. Where
    /// not all of it was told (it is more than is shown), it ends here.
    ///
    /// @param now plant time in milliseconds
    public void recall(RecommendationBoard told, Plant plant, long now) {
        acceptance = told.acceptance();
        for (RecommendationView view : told.recommendations()) {
            next = Math.max(next, Long.parseLong(view.id()) + 1);
            if (view.state().end()) {
                ended.addLast(view);
            } else if (!open.containsKey(view.zone())) {
                Recommendation it = new Recommendation(view, now + ReadBack.patienceMs(view.changes(), plant));
                open.put(it.zone, it);
                if (view.changesInAll() > view.changes().size()) {
                    end(it, it.state == RecommendationState.PROPOSED
                            ? RecommendationState.WITHDRAWN
                            : it.state == RecommendationState.APPLYING
                                    ? RecommendationState.FAILED
                                    : RecommendationState.ROLLED_BACK,
                            "control-restarted");
                }
            }
        }
        while (ended.size() > KEPT) {
            ended.removeLast();
        }
    }

    private static void renew(Recommendation present, Offer offer, long plant) {
        if (!same(present.changes, offer.changes())) {
            present.version++;
            present.changes = offer.changes();
        }
        present.planId = offer.planId();
        present.worst = offer.worst();
        present.savesKw = offer.savesKw();
        present.expires = plant + VALID_MS;
    }

    private static boolean same(List<Change> one, List<Change> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!one.get(i).point().equals(other.get(i).point()) || Math.abs(one.get(i).to() - other.get(i)
                    .to()) > SAME) {
                return false;
            }
        }
        return true;
    }

    /// @param confirm name of the zone, where what is approved is more than the pre-approved bounds allow
    public Answer approve(String id, int version, String confirm, String by, Plant plant, long now, long wall) {
        return decided(id, version).orElseGet(() -> {
            Recommendation it = find(id);
            if (!PreApproval.confirms(confirm, it.word())) {
                return new Answer(422, "confirmation-missing", Optional.of(it.view()));
            }
            begin(it, RecommendationState.APPROVED, by, null, plant, now, wall);
            acceptance = new Acceptance(acceptance.approved() + 1, acceptance.overridden(), acceptance.rejected(),
                    acceptance.expired());
            return done(it);
        });
    }

    /// @param minutes wall time for which nothing else is recommended for these points; 0: until ADVISE is left
    public Answer override(String id, int version, Map<PointId, Double> values, int minutes, String by, String reason,
            Plant plant, long now, long wall) {
        Optional<Answer> refused = decided(id, version);
        if (refused.isPresent()) {
            return refused.get();
        }
        Recommendation it = find(id);
        if (reason.isBlank()) {
            return new Answer(422, "reason-missing", Optional.of(it.view()));
        }
        List<Change> chosen = it.changes.stream().filter(change -> values.containsKey(change.point())).map(
                change -> new Change(change.point(), change.unit(), change.from(), values.getOrDefault(change.point(),
                        change.from()), change.min(), change.max(), "operator"))
                .toList();
        boolean inside = chosen.stream().allMatch(change -> change.to() >= change.min() && change.to() <= change.max());
        if (chosen.isEmpty() || chosen.size() != values.size() || !inside) {
            return new Answer(422, "refused", Optional.of(it.view()));
        }
        it.changes = chosen;
        begin(it, RecommendationState.OVERRIDDEN, by, reason, plant, now, wall);
        chosen.forEach(change -> peace.point(change.point(), minutes, wall));
        acceptance = new Acceptance(acceptance.approved(), acceptance.overridden() + 1, acceptance.rejected(),
                acceptance.expired());
        return done(it);
    }

    public Answer reject(String id, int version, String by, String reason, long now, long wall) {
        Optional<Answer> refused = decided(id, version);
        if (refused.isPresent()) {
            return refused.get();
        }
        Recommendation it = find(id);
        if (reason.isBlank()) {
            return new Answer(422, "reason-missing", Optional.of(it.view()));
        }
        decide(it, by, reason, wall);
        peace.zone(it.zone, now);
        end(it, RecommendationState.REJECTED, "operator");
        acceptance = new Acceptance(acceptance.approved(), acceptance.overridden(), acceptance.rejected() + 1,
                acceptance.expired());
        return done(it);
    }

    public Answer rollback(String id, int version, long now) {
        Recommendation it = byId(id);
        if (it == null) {
            return gone(id);
        }
        if (version != it.version) {
            return new Answer(409, "stale-version", Optional.of(it.view()));
        }
        if (it.state != RecommendationState.APPLYING && it.state != RecommendationState.WATCHING) {
            return new Answer(409, "not-possible", Optional.of(it.view()));
        }
        rollBack(it, "operator", now);
        return done(it);
    }

    /// Why no decision is possible; empty where it is.
    private Optional<Answer> decided(String id, int version) {
        Recommendation it = byId(id);
        if (it == null) {
            return Optional.of(gone(id));
        }
        if (version != it.version) {
            return Optional.of(new Answer(409, "stale-version", Optional.of(it.view())));
        }
        return it.state == RecommendationState.PROPOSED
                ? Optional.empty()
                : Optional.of(new Answer(409, "not-possible", Optional.of(it.view())));
    }

    private Answer gone(String id) {
        Optional<RecommendationView> past = ended.stream().filter(view -> view.id().equals(id)).findFirst();
        return past.isPresent() ? new Answer(409, "not-possible", past) : new Answer(404, "not-found", past);
    }

    private static Answer done(Recommendation it) {
        return new Answer(200, "done", Optional.of(it.view()));
    }

    private @Nullable Recommendation byId(String id) {
        return open.values().stream().filter(it -> it.id.equals(id)).findFirst().orElse(null);
    }

    private Recommendation find(String id) {
        return Objects.requireNonNull(byId(id));
    }

    private static void decide(Recommendation it, String by, @Nullable String reason, long wall) {
        it.decidedBy = by;
        it.decidedWall = wall;
        it.reason = reason;
    }

    private void begin(Recommendation it, RecommendationState how, String by, @Nullable String reason, Plant plant,
            long now, long wall) {
        decide(it, by, reason, wall);
        it.move(how);
        it.move(RecommendationState.APPLYING);
        waysBack.leave(it.zone);
        it.deadline = now + ReadBack.patienceMs(it.changes, plant);
        it.progress = new Progress(0, it.changes.size());
    }

    /// Time passes.
    public void turn(Plant plant, long now) {
        waysBack.turn(plant, now);
        for (Recommendation it : List.copyOf(open.values())) {
            switch (it.state) {
                case PROPOSED -> expire(it, now);
                case APPLYING -> apply(it, plant, now);
                case WATCHING -> watch(it, plant, now);
                default -> {
                }
            }
        }
    }

    private void expire(Recommendation it, long now) {
        if (now > it.expires) {
            acceptance = new Acceptance(acceptance.approved(), acceptance.overridden(), acceptance.rejected(),
                    acceptance.expired() + 1);
            end(it, RecommendationState.EXPIRED, "expired");
        }
    }

    private void apply(Recommendation it, Plant plant, long now) {
        Optional<String> breach = plant.breach(it.zone);
        int arrived = ReadBack.arrived(it.values(false), plant);
        it.progress = new Progress(arrived, it.changes.size());
        if (breach.isPresent()) {
            rollBack(it, breach.get(), now);
        } else if (arrived == it.changes.size()) {
            it.move(RecommendationState.VERIFIED);
            it.move(RecommendationState.WATCHING);
            it.progress = null;
            it.watchUntil = now + WATCH_MS;
        } else if (now > it.deadline) {
            end(it, RecommendationState.FAILED, "not-read-back");
        }
    }

    private void watch(Recommendation it, Plant plant, long now) {
        Optional<String> breach = plant.breach(it.zone);
        Long until = it.watchUntil;
        if (breach.isPresent()) {
            rollBack(it, breach.get(), now);
        } else if (until != null && now >= until) {
            end(it, RecommendationState.DONE, "done");
        }
    }

    private void rollBack(Recommendation it, String why, long now) {
        waysBack.begin(it, now);
        peace.zone(it.zone, now);
        end(it, RecommendationState.ROLLED_BACK, why);
    }

    /// The plant has refused to write that set-point.
    public void refused(PointId point) {
        for (Recommendation it : List.copyOf(open.values())) {
            if (it.state == RecommendationState.APPLYING && it.values(false).containsKey(point)) {
                end(it, RecommendationState.FAILED, "refused");
            }
        }
    }

    /// The zone is no longer advised: control writes there by itself, or nobody does.
    public void handOver(String zone) {
        waysBack.leave(zone);
        Recommendation it = open.get(zone);
        if (it != null) {
            switch (it.state) {
                case PROPOSED -> end(it, RecommendationState.WITHDRAWN, "superseded");
                case APPLYING -> end(it, RecommendationState.FAILED, "superseded");
                case WATCHING -> end(it, RecommendationState.DONE, "superseded");
                default -> {
                }
            }
        }
    }

    /// Nothing is recommended or carried out any longer.
    public void leave(String why) {
        waysBack.leaveAll();
        peace.forgetPoints();
        for (Recommendation it : List.copyOf(open.values())) {
            switch (it.state) {
                case PROPOSED -> end(it, RecommendationState.WITHDRAWN, why);
                case APPLYING -> end(it, RecommendationState.FAILED, why);
                case WATCHING -> end(it, RecommendationState.ROLLED_BACK, why);
                default -> {
                }
            }
        }
    }

    private void end(Recommendation it, RecommendationState how, String why) {
        it.end(how, why);
        open.remove(it.zone);
        ended.addFirst(it.view());
        if (ended.size() > KEPT) {
            ended.removeLast();
        }
    }

    /// What the plant is to be brought to now.
    public List<Order> orders() {
        List<Order> orders = new ArrayList<>(waysBack.orders());
        open.values().stream().filter(it -> it.state == RecommendationState.APPLYING
                || it.state == RecommendationState.WATCHING)
                .forEach(it -> orders.add(new Order("recommendation-" + it.id, it.values(false))));
        return orders;
    }

    public RecommendationBoard board(List<Zone> zones, long plant, long wall) {
        List<RecommendationView> all = new ArrayList<>(open.values().stream().map(Recommendation::view).toList());
        all.addAll(ended);
        all.sort(Comparator.comparingLong((RecommendationView view) -> Long.parseLong(view.id())).reversed());
        return new RecommendationBoard(wall, plant, zones, acceptance, all);
    }
}
