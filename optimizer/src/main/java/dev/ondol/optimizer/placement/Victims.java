package dev.ondol.optimizer.placement;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PlacementRequest.Strategy;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.Crowding;
import dev.ondol.optimizer.cluster.Eligible;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.cluster.TrackedJob.Phase;
import dev.ondol.optimizer.problem.Gang;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Who would have to leave for a gang: no smaller part of the set would do, and of such sets that with the fewest jobs, then with the
/// least lost work. Only preemptible training and batch work that runs; never a replica of a service, whatever it allows: one less
/// breaks its level. It has a lower priority, or it is batch work of the same that has time to begin once more. Guarded by its owner.
final class Victims {
    private static final double MS_PER_HOUR = 3_600_000;

    private final Account account;
    private final Reservations reservations;
    private final int halls;

    /// @param jobs      who would leave
    /// @param lostHours GPU-hours that they would have to do again
    record Choice(List<TrackedJob> jobs, double lostHours) {
        static final Comparator<Choice> ORDER = Comparator.comparingInt((Choice of) -> of.jobs().size())
                .thenComparingDouble(Choice::lostHours);

        Choice {
            jobs = List.copyOf(jobs);
        }
    }

    Victims(Account account, Reservations reservations, int halls) {
        this.account = account;
        this.reservations = reservations;
        this.halls = halls;
    }

    /// @param presses whether batch work of the same priority may leave, too
    /// @param spared  jobs that are left alone whatever they allow
    /// @param end     plant time in milliseconds at which the gang would end
    /// @param now     plant time in milliseconds
    /// @return sets of jobs, the best one first; empty where none would do
    List<Choice> of(PlacementRequest request, boolean presses, Predicate<TrackedJob> spared, long end, long now) {
        List<TrackedJob> open = account.jobs().stream().filter(job -> (outranked(job, request)
                || presses && job.request().priority() == request.priority() && yields(job, now)) && !spared.test(job))
                .toList();
        List<Choice> choices = new ArrayList<>();
        if (!open.isEmpty()) {
            for (String model : Crowding.models(account.nodes(), request)) {
                choices.addAll(ofModel(request, model, open, end, now));
            }
        }
        choices.sort(Choice.ORDER);
        return choices;
    }

    /// GPU-hours that a job has done since its start.
    static double lostHours(TrackedJob job, long now) {
        Long startAt = job.placement().startAt();
        double gpus = job.placement().assignments().stream().mapToDouble(job::gpus).sum();
        return startAt == null ? 0 : gpus * Math.max(0, now - startAt) / MS_PER_HOUR;
    }

    /// Batch work that leaves for training of its own or a higher priority, and keeps its level although it begins once more.
    ///
    /// @param now plant time in milliseconds at which it would be stopped
    static boolean yields(TrackedJob job, long now) {
        return mayLeave(job) && job.request().workload() == JobClass.BATCH && StartBy.batch(job.request(), job
                .arrival()) >= now;
    }

    private static boolean mayLeave(TrackedJob job) {
        return job.phase() == Phase.RUNNING && job.request().time().preemptible();
    }

    private static boolean outranked(TrackedJob job, PlacementRequest request) {
        JobClass workload = job.request().workload();
        return mayLeave(job) && job.request().priority() < request.priority()
                && (workload == JobClass.TRAINING || workload == JobClass.BATCH);
    }

    private List<Choice> ofModel(PlacementRequest request, String model, List<TrackedJob> open, long end, long now) {
        Nodes nodes = account.nodes();
        int[] all = nodes.ofModel(model);
        List<int[]> places = new ArrayList<>();
        if (request.gang().strategy() == Strategy.STRICT_PACK) {
            IntStream.of(all).map(nodes::rack).distinct().forEach(rack -> places.add(IntStream.of(all).filter(
                    node -> nodes.rack(node) == rack).toArray()));
        } else {
            IntStream.range(0, halls).forEach(hall -> places.add(IntStream.of(all).filter(node -> nodes.hall(
                    node) == hall).toArray()));
        }
        List<Choice> choices = within(request, places, open, end, now);
        return choices.isEmpty() && request.gang().strategy() != Strategy.STRICT_PACK
                ? within(request, List.of(all), open, end, now)
                : choices;
    }

    private List<Choice> within(PlacementRequest request, List<int[]> places, List<TrackedJob> open, long end,
            long now) {
        List<Choice> choices = new ArrayList<>();
        for (int[] place : places) {
            BitSet nodes = new BitSet(account.nodes().count());
            IntStream.of(place).forEach(nodes::set);
            List<TrackedJob> here = open.stream().filter(job -> nodesOf(job).anyMatch(nodes::get)).toList();
            // Whoever has done most goes on first; in the second try whoever would give least.
            least(request, nodes, here, Comparator.comparingDouble((TrackedJob job) -> -lostHours(job, now)), end, now)
                    .ifPresent(choices::add);
            least(request, nodes, here, Comparator.comparingInt((TrackedJob job) -> job.request().gpus())
                    .thenComparingDouble(job -> -lostHours(job, now)), end, now).ifPresent(choices::add);
        }
        return choices;
    }

    private IntStream nodesOf(TrackedJob job) {
        return job.placement().assignments().stream().mapToInt(share -> account.nodes().index(share.node())).filter(
                node -> node >= 0).distinct();
    }

    /// All leave, then one after the other stays where the gang has room all the same. Leaves the account as it was.
    ///
    /// @param staying who may stay first
    private Optional<Choice> least(PlacementRequest request, BitSet nodes, List<TrackedJob> open,
            Comparator<TrackedJob> staying, long end, long now) {
        open.forEach(job -> account.remove(job.request().jobId()));
        Fits fits = new Fits(request, nodes, end);
        boolean enough = fits.enough();
        List<TrackedJob> leaving = new ArrayList<>();
        for (TrackedJob job : open.stream().sorted(staying.thenComparing(job -> job.request().jobId())).toList()) {
            account.put(job);
            nodesOf(job).forEach(fits::look);
            if (enough && !fits.enough()) {
                account.remove(job.request().jobId());
                nodesOf(job).forEach(fits::look);
                leaving.add(job);
            }
        }
        leaving.forEach(account::put);
        return enough
                ? Optional.of(new Choice(leaving, leaving.stream().mapToDouble(job -> lostHours(job, now)).sum()))
                : Optional.empty();
    }

    /// Replicas of a gang that find room on nodes that are awake.
    private final class Fits {
        private final PlacementRequest request;
        private final Eligible eligible;
        private final BitSet nodes;
        private final long end;
        private final int[] fit = new int[account.nodes().count()];
        private int sum;

        Fits(PlacementRequest request, BitSet nodes, long end) {
            this.request = request;
            this.nodes = nodes;
            this.end = end;
            eligible = new Eligible(account, request);
            nodes.stream().forEach(this::look);
        }

        boolean enough() {
            return sum >= request.gang().replicas();
        }

        /// Something has changed on that node.
        void look(int node) {
            if (nodes.get(node) && eligible.contains(node) && account.readiness().ready(node)) {
                int kept = FastPath.heedsReservations(request) ? reservations.keptFrom(node, end) : 0;
                sum -= fit[node];
                fit[node] = Gang.fits(request, eligible.room(node, kept), account.freeCpuMilli(node), account
                        .freeMemMiB(node));
                sum += fit[node];
            }
        }
    }

    /// Whether a job lies on one of the nodes of assignments.
    static boolean meets(TrackedJob job, List<Assignment> assignments) {
        return job.placement().assignments().stream().anyMatch(share -> assignments.stream().anyMatch(other -> other
                .node().equals(share.node())));
    }
}
