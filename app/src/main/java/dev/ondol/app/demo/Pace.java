package dev.ondol.app.demo;

import dev.ondol.optimizer.OptimizerOptions;
import java.time.Duration;

/// How long a plan may take.
///
/// @param moves       moves evaluated in each plan
/// @param timeGuard   wall time after which a search is cut
/// @param cycleBudget lock-step: wall time after which the clock goes on without the plan
record Pace(long moves, Duration timeGuard, Duration cycleBudget) {
    /// For people who watch.
    static final Pace LIVELY = new Pace(OptimizerOptions.defaults().moves(), OptimizerOptions.defaults().timeGuard(),
            Duration.ofSeconds(20));

    /// For figures that must not depend on how busy the machine is.
    static Pace patient(long moves) {
        return new Pace(moves, Duration.ofMinutes(2), Duration.ofMinutes(3));
    }
}
