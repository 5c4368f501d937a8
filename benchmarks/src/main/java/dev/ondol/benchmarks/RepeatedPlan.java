package dev.ondol.benchmarks;

import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.site.SiteReader;

/// The same site, the same jobs and the same seed, planned twice from nothing.
public final class RepeatedPlan {
    private static final int WAITING = 40;

    private RepeatedPlan() {}

    /// Whether both plans say the same, how long they took aside.
    ///
    /// @param seed  of jobs and search
    /// @param moves moves evaluated in each
    public static boolean same(long seed, long moves) throws InterruptedException {
        Plan first = plan(seed, moves);
        Plan second = plan(seed, moves);
        return first.setpoints().equals(second.setpoints()) && first.starts().equals(second.starts())
                && first.profiles().equals(second.profiles()) && first.rest().equals(second.rest())
                && first.expected().equals(second.expected()) && first.conflicts().equals(second.conflicts())
                && first.solve().score().equals(second.solve().score());
    }

    private static Plan plan(long seed, long moves) throws InterruptedException {
        return new LongQueue(SiteReader.builtIn("kr-edge").orElseThrow(), seed).plan(WAITING, seed, moves);
    }
}
