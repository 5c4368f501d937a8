package dev.ondol.simulator.run;

import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.baseline.TunedSite;
import dev.ondol.simulator.cluster.FirstFitPacked;
import dev.ondol.simulator.cluster.FirstFitSpread;
import dev.ondol.simulator.cluster.Placer;
import dev.ondol.simulator.control.BestStaticControl;
import dev.ondol.simulator.control.ConventionalControl;
import dev.ondol.simulator.control.GoodPracticeControl;
import dev.ondol.simulator.control.LocalControl;
import dev.ondol.simulator.control.StaticControl;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How a site is operated: on which plant, by which local sequences, and how jobs are placed.
public enum Policy {
    /// B0, yesterday's operation on the conventional twin: fixed set-points, jobs spread over all nodes.
    CONVENTIONAL,
    /// B1, the site itself with cautious fixed set-points and fans, jobs spread over all nodes.
    STATIC,
    /// B2, the site itself with the best fixed set-points that a search on earlier years has found; jobs as before.
    BEST_STATIC,
    /// B3, today's good operation on the site itself: trim and respond, integrated economizer, jobs packed by node.
    GOOD_PRACTICE;

    /// Name on the command line: `good-practice`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The policy of that name.
    public static Optional<Policy> find(String id) {
        return Arrays.stream(values()).filter(policy -> policy.id().equals(id)).findFirst();
    }

    /// The plant that this policy operates.
    ///
    /// @throws IllegalArgumentException if the policy needs a conventional twin and the site has none
    Site plant(Site site) {
        return switch (this) {
            case CONVENTIONAL -> SiteReader.conventionalTwin(site.id())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "The site (%s) has no conventional twin; policy conventional runs on one of %s.".formatted(
                                    site.id(), SiteReader.builtIn())));
            case STATIC, BEST_STATIC, GOOD_PRACTICE -> site;
        };
    }

    /// Whether the policy follows what was learned from earlier years.
    public boolean tuned() {
        return this == BEST_STATIC;
    }

    LocalControl control(Optional<TunedSite> tuned) {
        return switch (this) {
            case CONVENTIONAL -> new ConventionalControl();
            case STATIC -> new StaticControl();
            case BEST_STATIC -> new BestStaticControl(tuned.orElseThrow().setpoints());
            case GOOD_PRACTICE -> new GoodPracticeControl();
        };
    }

    Placer placer() {
        return switch (this) {
            case CONVENTIONAL, STATIC, BEST_STATIC -> new FirstFitSpread();
            case GOOD_PRACTICE -> new FirstFitPacked();
        };
    }
}
