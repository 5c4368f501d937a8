package dev.ondol.proof.whatif;

import dev.ondol.facility.site.Site;
import dev.ondol.simulator.baseline.TunedSite;
import dev.ondol.simulator.control.BestStaticControl;
import dev.ondol.simulator.control.GoodPracticeControl;
import dev.ondol.simulator.control.LocalControl;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// How the plant of a recorded window might have been operated instead.
public enum Operation {
    /// Trim and respond on all set-points, integrated economizer: B3.
    GOOD_PRACTICE,
    /// The best fixed set-points that a search on other years has found: B2.
    BEST_STATIC,
    /// Set-points by the optimizer, what the verifier lets of them, on top of good practice. Jobs stay where they ran.
    ONDOL;

    /// Name on the command line: `good-practice`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The operation of that name.
    public static Optional<Operation> find(String id) {
        return Arrays.stream(values()).filter(operation -> operation.id().equals(id)).findFirst();
    }

    /// The plant's own rules under it.
    ///
    /// @throws IllegalArgumentException if nothing was tuned for the site
    Supplier<LocalControl> control(Site site) {
        return switch (this) {
            case GOOD_PRACTICE, ONDOL -> GoodPracticeControl::new;
            case BEST_STATIC -> {
                TunedSite tuned = TunedSite.shipped(site.id()).orElseThrow(() -> new IllegalArgumentException(
                        "Nothing was tuned for %s, so there is no best-static operation of it. Make it with: ./ondol tune --site %s"
                                .formatted(site.id(), site.id())));
                yield () -> new BestStaticControl(tuned.setpoints());
            }
        };
    }
}
