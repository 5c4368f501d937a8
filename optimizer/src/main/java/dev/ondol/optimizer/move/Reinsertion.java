package dev.ondol.optimizer.move;

import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.problem.Gang;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Takes some jobs that stand in each other's way out of the plan and puts them back one by one where they fit: a job that nothing can
/// move aside for by itself gets a place. Ejection gives one job an earlier place and moves those that are there.
public final class Reinsertion extends QueueMoves {
    /// Jobs taken out together with the first one, fewer than this.
    private static final int MOST_JOBS = 6;
    /// A job that takes one of the nodes this many slots before or after counts as in the way.
    private static final int NEAR_SLOTS = 2;
    /// How often one job is forced into a place and the others have to go.
    private static final double EJECT = 0.5;
    /// How often jobs whose waiting costs most are put back first.
    private static final double IN_ORDER = 0.5;
    /// How often a job is looked a place for not from its earliest slot on, but later.
    private static final double LATER = 0.1;
    private static final int MOST_LATER = 6;
    /// How often a job is put back with one profile drawn by lot, not with the cheapest one.
    private static final double ONE_PROFILE = 0.3;
    private static final int TEN_HOURS = 600;

    @Override
    Iterator<Relocation> draws(QueueState state, Insertion insertion, RandomGenerator random) {
        return new Draws(state, insertion, random);
    }

    /// One move after the other from the same solution.
    private static final class Draws implements Iterator<Relocation> {
        private final QueueState state;
        private final Insertion insertion;
        private final RandomGenerator random;
        private final Draw draw;

        Draws(QueueState state, Insertion insertion, RandomGenerator random) {
            this.state = state;
            this.insertion = insertion;
            this.random = random;
            draw = new Draw(state, random);
        }

        @Override
        public boolean hasNext() {
            return state.size() > 0;
        }

        @Override
        public Relocation next() {
            int seed = draw.job();
            Spot now = state.spot(seed);
            return now == null || random.nextDouble() < EJECT ? eject(seed, draw.earlier(seed)) : reinsert(seed, now);
        }

        /// Takes a job and some around it out, and puts them back.
        private Relocation reinsert(int seed, Spot now) {
            List<Integer> out = some(state.near(seed, now, NEAR_SLOTS));
            out.add(seed);
            arrange(out);
            Map<Integer, @Nullable Spot> before = takeOut(out);
            List<Relocation.To> moved = putBack(out);
            before.forEach(state::put);
            return new Relocation(moved);
        }

        /// Gives a job a place, whoever is there, and puts those back elsewhere.
        private Relocation eject(int seed, @Nullable Spot target) {
            List<Integer> out = target == null ? new ArrayList<>() : state.near(seed, target, 0);
            arrange(out);
            Map<Integer, @Nullable Spot> before = takeOut(out);
            before.put(seed, state.spot(seed));
            state.put(seed, target);
            List<Relocation.To> moved = putBack(out);
            moved.add(new Relocation.To(state.job(seed), target));
            before.forEach(state::put);
            return new Relocation(moved);
        }

        private Map<Integer, @Nullable Spot> takeOut(List<Integer> jobs) {
            Map<Integer, @Nullable Spot> before = new LinkedHashMap<>();
            for (int job : jobs) {
                before.put(job, state.spot(job));
                state.put(job, null);
            }
            return before;
        }

        private List<Relocation.To> putBack(List<Integer> jobs) {
            List<Relocation.To> moved = new ArrayList<>();
            for (int job : jobs) {
                Spot spot = place(job);
                state.put(job, spot);
                moved.add(new Relocation.To(state.job(job), spot));
            }
            return moved;
        }

        private @Nullable Spot place(int job) {
            Gang gang = state.job(job).getGang();
            int from = random.nextDouble() < LATER ? gang.earliestSlot() + 1 + random.nextInt(MOST_LATER) : 0;
            List<PowerProfile> profiles = random.nextDouble() < ONE_PROFILE
                    ? List.of(gang.profiles().get(random.nextInt(gang.profiles().size())))
                    : gang.profiles();
            return insertion.soonest(state.timetable(), gang, profiles, from, random.nextDouble(), false);
        }

        private List<Integer> some(List<Integer> jobs) {
            List<Integer> some = new ArrayList<>(jobs);
            int most = random.nextInt(MOST_JOBS);
            while (some.size() > most) {
                int at = random.nextInt(some.size());
                some.subList(at, at + 1).clear();
            }
            return some;
        }

        /// Those whose waiting costs most go first, or any order.
        private void arrange(List<Integer> order) {
            for (int i = order.size() - 1; i > 0; i--) {
                Collections.swap(order, i, random.nextInt(i + 1));
            }
            if (random.nextDouble() < IN_ORDER) {
                order.sort(Comparator.comparingLong(job -> -state.job(job).getGang().waitingWh(TEN_HOURS)));
            }
        }
    }
}
