package dev.ondol.simulator.run;

import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.cluster.FirstFitPacked;
import dev.ondol.simulator.cluster.FirstFitSpread;
import dev.ondol.simulator.cluster.Placer;
import dev.ondol.simulator.control.ConventionalControl;
import dev.ondol.simulator.control.GoodPracticeControl;
import dev.ondol.simulator.control.LocalControl;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How a site is operated: on which plant, by which local sequences, and how jobs are placed.
public enum Policy {
    /// Yesterday's operation on the conventional twin: fixed set-points, jobs spread over all nodes.
    CONVENTIONAL,
    /// Today's good operation on the site itself: trim and respond, integrated economizer, jobs packed by node.
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
            case GOOD_PRACTICE -> site;
        };
    }

    LocalControl control() {
        return switch (this) {
            case CONVENTIONAL -> new ConventionalControl();
            case GOOD_PRACTICE -> new GoodPracticeControl();
        };
    }

    Placer placer() {
        return switch (this) {
            case CONVENTIONAL -> new FirstFitSpread();
            case GOOD_PRACTICE -> new FirstFitPacked();
        };
    }
}
