package dev.ondol.controllers;

import dev.ondol.controllers.command.Desired;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.plan.NodeOrders;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.point.PointCatalog;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which plan control follows: the newest one of its site that is neither from the future nor too old. A plan that has
/// overtaken the clock on its way waits for it.
final class PlanChoice {
    /// What is behind or ahead by less than this, plant time in ms, was overtaken on its way; more is a clock put back.
    static final long OVERTAKEN_MS = 600_000;

    /// What becomes of a plan that has come in.
    sealed interface Verdict {
        record Followed(Desired wanted) implements Verdict {}

        /// Its cycle has not begun yet; see [PlanChoice#due].
        record Waiting() implements Verdict {}

        record Repeated() implements Verdict {}

        record Ignored(String why) implements Verdict {}

        record TooLate(Desired wanted, String why) implements Verdict {}
    }

    private final String site;
    private final PointCatalog catalog;
    private final long validityMs;
    private @Nullable Desired followed;
    private @Nullable Plan early;
    private long heardAt;

    /// @param validityMs plant time for which a plan holds
    PlanChoice(String site, PointCatalog catalog, long validityMs) {
        this.site = site;
        this.catalog = catalog;
        this.validityMs = validityMs;
    }

    Verdict offer(Plan plan, @Nullable ClockTick clock) {
        if (!plan.site().equals(site)) {
            return new Verdict.Ignored("The plan %s is for site %s.".formatted(plan.id(), plan.site()));
        }
        if (clock == null || plan.cycle() > clock.plant() && plan.cycle() - clock.plant() <= OVERTAKEN_MS) {
            early = plan;
            return new Verdict.Waiting();
        }
        Desired current = followed;
        if (current != null && current.plan().id().equals(plan.id())) {
            return new Verdict.Repeated();
        }
        if (current != null && plan.cycle() < current.plan().cycle() || plan.cycle() > clock.plant()) {
            return new Verdict.Ignored("The plan %s of cycle %d is older than the present one, or from the future (%d)."
                    .formatted(plan.id(), plan.cycle(), clock.plant()));
        }
        Desired wanted = new Desired(plan, validityMs, catalog);
        if (clock.plant() > wanted.validUntil()) {
            return new Verdict.TooLate(wanted, "The plan %s of cycle %d came too late (%d).".formatted(plan.id(),
                    plan.cycle(), clock.plant()));
        }
        followed = wanted;
        heardAt = plan.cycle();
        return new Verdict.Followed(wanted);
    }

    /// Takes over what nodes are to do from now on.
    ///
    /// @return what changes by it; empty where the orders belong to another plan than the one followed
    Optional<Desired> offer(NodeOrders orders) {
        Desired current = followed;
        if (current == null || !current.plan().id().equals(orders.plan())) {
            return Optional.empty();
        }
        Plan ordered = orders.in(current.plan());
        Set<String> changed = orders.changedSince(NodeOrders.of(current.plan()));
        followed = new Desired(ordered, validityMs, catalog);
        return Optional.of(Desired.ofNodes(ordered, validityMs, catalog, changed));
    }

    /// What the plant is to be brought to.
    Optional<Desired> followed() {
        return Optional.ofNullable(followed);
    }

    /// Takes out the plan that has waited for this plant time.
    Optional<Plan> due(long plantTime) {
        Plan waiting = early;
        if (waiting == null || waiting.cycle() > plantTime) {
            return Optional.empty();
        }
        early = null;
        return Optional.of(waiting);
    }

    /// True where the last plan is older than a plan holds.
    boolean silent(long plantTime) {
        return plantTime - heardAt > validityMs;
    }

    /// The clock has started: from now on a plan is expected.
    void expectFrom(long plantTime) {
        heardAt = Math.max(heardAt, plantTime);
    }

    /// The clock was put back: plans of before hold no longer.
    void restart(long plantTime) {
        followed = null;
        heardAt = plantTime;
    }
}
