package dev.ondol.optimizer.move;

import dev.ondol.optimizer.problem.Footprint;
import dev.ondol.optimizer.problem.Gang;
import dev.ondol.optimizer.problem.HorizonPlan;
import dev.ondol.optimizer.problem.QueuedJob;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The places of all queued jobs as the search sees them now, with their timetable. Follows the working solution from step to step.
final class QueueState {
    private final List<QueuedJob> jobs;
    private final @Nullable Spot[] spots;
    private final Timetable timetable;
    private final int[] marks;
    private int mark;

    QueueState(HorizonPlan plan) {
        jobs = plan.getJobs();
        spots = new Spot[jobs.size()];
        timetable = new Timetable(plan.getHorizon());
        marks = new int[plan.getHorizon().nodes().count()];
    }

    /// Takes over what has changed since.
    void follow() {
        for (int i = 0; i < spots.length; i++) {
            QueuedJob job = jobs.get(i);
            Spot before = spots[i];
            if (before == null ? job.placed() : !at(job, before)) {
                put(i, Spot.of(job));
            }
        }
    }

    private static boolean at(QueuedJob job, Spot spot) {
        return Integer.valueOf(spot.slot()).equals(job.getSlot()) && job.getAnchor() == spot.anchor()
                && job.getProfile().equals(spot.profile());
    }

    /// Moves a job; null takes it out.
    void put(int job, @Nullable Spot spot) {
        Spot before = spots[job];
        if (before != null) {
            timetable.remove(jobs.get(job).getGang(), before);
        }
        spots[job] = spot;
        if (spot != null) {
            timetable.add(jobs.get(job).getGang(), spot);
        }
    }

    Timetable timetable() {
        return timetable;
    }

    int size() {
        return spots.length;
    }

    QueuedJob job(int i) {
        return jobs.get(i);
    }

    @Nullable
    Spot spot(int i) {
        return spots[i];
    }

    /// Jobs that take a node of that place while the gang would run there, or within some slots of it.
    ///
    /// @param not the job itself
    /// @param gap slots that count as near
    List<Integer> near(int not, Spot place, int gap) {
        mark++;
        Gang gang = jobs.get(not).getGang();
        marks(not, place);
        int end = place.endSlot(gang) + gap;
        List<Integer> found = new ArrayList<>();
        for (int other = 0; other < spots.length; other++) {
            Spot spot = spots[other];
            if (other != not && spot != null && spot.slot() < end
                    && spot.endSlot(jobs.get(other).getGang()) + gap > place.slot() && touches(other, spot)) {
                found.add(other);
            }
        }
        return found;
    }

    /// A job that has a place on nodes of a GPU model that another accepts; -1 where there is none.
    ///
    /// @param from where the search begins
    int placedOnNodesFor(int seed, int from) {
        Gang gang = jobs.get(seed).getGang();
        for (int i = 0; i < spots.length; i++) {
            int job = (from + i) % spots.length;
            Spot spot = spots[job];
            if (job != seed && spot != null && gang.accepts(gang.horizon().nodes().type(spot.anchor()).gpuModel())) {
                return job;
            }
        }
        return -1;
    }

    /// Adds jobs that hang together with some by nodes that they share, those with fewest between them first, as drawn by lot.
    ///
    /// @param found placed jobs to begin with
    /// @param seed  a job with whose nodes it begins, too, but which is not added
    /// @param from  no job that starts before this slot is added
    /// @param most  so many are enough
    void join(List<Integer> found, int seed, int from, int most, RandomGenerator random) {
        mark++;
        boolean[] known = new boolean[spots.length];
        known[seed] = true;
        marks(seed, spots[seed]);
        for (int job : found) {
            known[job] = true;
            marks(job, spots[job]);
        }
        while (found.size() < most) {
            List<Integer> next = new ArrayList<>();
            for (int other = 0; other < spots.length; other++) {
                Spot spot = spots[other];
                if (!known[other] && spot != null && spot.slot() >= from && touches(other, spot)) {
                    next.add(other);
                    known[other] = true;
                }
            }
            if (next.isEmpty()) {
                return;
            }
            for (int i = next.size() - 1; i > 0; i--) {
                Collections.swap(next, i, random.nextInt(i + 1));
            }
            next.subList(Math.min(next.size(), most - found.size()), next.size()).clear();
            found.addAll(next);
            next.forEach(job -> marks(job, spots[job]));
        }
    }

    private void marks(int job, @Nullable Spot spot) {
        if (spot == null) {
            return;
        }
        Footprint footprint = jobs.get(job).getGang().footprint(spot.anchor(), spot.slot());
        for (int i = 0; i < footprint.size(); i++) {
            marks[footprint.node(i)] = mark;
        }
    }

    private boolean touches(int job, Spot spot) {
        Footprint footprint = jobs.get(job).getGang().footprint(spot.anchor(), spot.slot());
        for (int i = 0; i < footprint.size(); i++) {
            if (marks[footprint.node(i)] == mark) {
                return true;
            }
        }
        return false;
    }
}
