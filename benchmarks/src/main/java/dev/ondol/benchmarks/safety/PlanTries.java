package dev.ondol.benchmarks.safety;

import dev.ondol.benchmarks.RepeatedPlan;

/// P19: the whole planner, asked twice.
public final class PlanTries {
    private static final long MOVES = 2_000;

    private PlanTries() {}

    public static Tried run(long seed, int plans) throws InterruptedException {
        Tried tried = new Tried("P19", "end-to-end");
        for (int i = 0; i < plans; i++) {
            long of = seed + i;
            boolean same = RepeatedPlan.same(of, MOVES);
            tried.check(same, () -> "seed " + of + " gave two plans");
        }
        return tried;
    }
}
