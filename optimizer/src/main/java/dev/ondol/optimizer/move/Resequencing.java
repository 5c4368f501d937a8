package dev.ondol.optimizer.move;

import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.problem.Gang;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Changes the order in which jobs that share nodes take their turn: one job gets an earlier place or goes before or after another one, and
/// all who come after it are put back in the order in which they start now. What is one change of order is a change of place of ten
/// jobs, which no move of a few jobs reaches over plans that are all worse.
public final class Resequencing extends QueueMoves {
    /// Jobs put back, at most.
    private static final int MOST_JOBS = 33;
    /// How often some jobs are given the profile by which they are done first, and how often the profile is drawn by lot.
    private static final double SOME_QUICK = 0.5;
    private static final double SOME_BY_LOT = 0.5;
    private static final double BY_LOT = 0.1;
    /// Shares of the jobs that keep their profile.
    private static final double[] KEPT = {0, 0.4, 0.8, 1};

    @Override
    Iterator<Relocation> draws(QueueState state, Insertion insertion, RandomGenerator random) {
        return new Draws(state, insertion, random);
    }

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
            Spot place = random.nextBoolean() ? draw.justBefore(seed) : null;
            Relocation found = place == null ? beside(seed) : around(seed, place);
            return found == null
                    ? new Relocation(List.of(new Relocation.To(state.job(seed), state.spot(seed))))
                    : found;
        }

        /// Gives a job a place and puts the others back around it; null where running jobs do not let it run there.
        private @Nullable Relocation around(int seed, Spot place) {
            List<Integer> out = state.near(seed, place, 0);
            int from = random.nextBoolean() ? 0 : random.nextInt(place.slot() + 1);
            from = Math.min(from, first(out));
            state.join(out, seed, from, most(), random);
            inOrder(out);
            Map<Integer, @Nullable Spot> before = takeOut(out, seed);
            Relocation found = null;
            if (state.timetable().fits(state.job(seed).getGang(), place)) {
                state.put(seed, place);
                List<Relocation.To> moved = putBack(out, from, before);
                moved.add(new Relocation.To(state.job(seed), place));
                found = new Relocation(moved);
            }
            before.forEach(state::put);
            return found;
        }

        /// Puts a job into the order before or after one on nodes that it may take; null where there is none.
        private @Nullable Relocation beside(int seed) {
            int other = state.placedOnNodesFor(seed, random.nextInt(state.size()));
            if (other < 0) {
                return null;
            }
            List<Integer> out = new ArrayList<>(List.of(other));
            Spot now = state.spot(seed);
            int from = first(now == null ? out : List.of(other, seed));
            state.join(out, seed, from, most(), random);
            inOrder(out);
            out.add(out.indexOf(other) + (now == null || random.nextBoolean() ? 0 : 1), seed);
            Map<Integer, @Nullable Spot> before = takeOut(out, seed);
            Relocation found = new Relocation(putBack(out, from, before));
            before.forEach(state::put);
            return found;
        }

        private int most() {
            return 2 + random.nextInt(MOST_JOBS - 1);
        }

        private int slot(int placed) {
            return Objects.requireNonNull(state.spot(placed)).slot();
        }

        private int first(List<Integer> placed) {
            return placed.stream().mapToInt(this::slot).min().orElse(Integer.MAX_VALUE);
        }

        /// In the order of their starts; those that start together as they come, which is by lot.
        private void inOrder(List<Integer> placed) {
            placed.sort(Comparator.comparingInt(this::slot));
        }

        private Map<Integer, @Nullable Spot> takeOut(List<Integer> jobs, int seed) {
            Map<Integer, @Nullable Spot> before = new HashMap<>();
            before.put(seed, state.spot(seed));
            jobs.forEach(job -> before.put(job, state.spot(job)));
            before.keySet().forEach(job -> state.put(job, null));
            return before;
        }

        private List<Relocation.To> putBack(List<Integer> jobs, int from, Map<Integer, @Nullable Spot> before) {
            double kept = KEPT[random.nextInt(KEPT.length)];
            double byLot = random.nextDouble() < SOME_BY_LOT ? BY_LOT : 0;
            double quick = random.nextDouble() < SOME_QUICK ? random.nextDouble() / 2 : 0;
            List<Relocation.To> moved = new ArrayList<>();
            for (int job : jobs) {
                Gang gang = state.job(job).getGang();
                Spot was = before.get(job);
                List<PowerProfile> profiles = gang.profiles();
                if (was != null && random.nextDouble() < kept) {
                    profiles = List.of(was.profile());
                } else if (random.nextDouble() < byLot) {
                    profiles = List.of(profiles.get(random.nextInt(profiles.size())));
                }
                Spot spot = insertion.soonest(state.timetable(), gang, profiles, from, random.nextDouble(), random
                        .nextDouble() < quick);
                state.put(job, spot);
                moved.add(new Relocation.To(state.job(job), spot));
            }
            return moved;
        }
    }
}
