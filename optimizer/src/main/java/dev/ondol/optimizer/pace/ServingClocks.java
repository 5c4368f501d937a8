package dev.ondol.optimizer.pace;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.JobProgress;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.ProfileChoice;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.cluster.TrackedJob.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The GPU clocks of inference services, learned for each service and GPU model from what replicas tell of their pace. Where they
/// tell nothing they run uncapped: a replica that is a percent slower than its level allows is lost work, and a table does not know
/// the site's servers that well. Guarded by its owner.
final class ServingClocks {
    private final Map<Service, ClockSearch> searches = new TreeMap<>();

    /// Decode or prefill on one GPU model.
    private record Service(JobClass jobClass, String model) implements Comparable<Service> {
        @Override
        public int compareTo(Service other) {
            int byClass = jobClass.compareTo(other.jobClass);
            return byClass != 0 ? byClass : model.compareTo(other.model);
        }
    }

    static boolean serves(PlacementRequest request) {
        return switch (request.workload()) {
            case DECODE, PREFILL -> true;
            case TRAINING, BATCH -> false;
        };
    }

    /// What a replica starts under: the gentlest of the models that it accepts; uncapped where one of them is not known.
    PowerProfile first(PlacementRequest request) {
        return request.perReplica().gpuModels().stream().map(model -> searches.get(new Service(request.workload(),
                model))).map(search -> search == null ? PowerProfile.UNCAPPED : search.profile()).reduce(
                        ProfileChoice::gentlest)
                .orElse(PowerProfile.UNCAPPED);
    }

    /// Replicas have told their pace.
    ///
    /// @return running replicas whose profile changes, with their new one
    List<TrackedJob> told(Account account, List<JobProgress> jobs) {
        Map<String, Double> paces = new HashMap<>();
        for (JobProgress told : jobs) {
            if (Double.isFinite(told.stepsPerSecond()) && told.stepsPerSecond() > 0) {
                paces.put(told.jobId(), told.stepsPerSecond());
            }
        }
        Map<Service, List<TrackedJob>> replicas = new TreeMap<>();
        Map<String, List<TrackedJob>> onNode = new HashMap<>();
        for (TrackedJob job : account.jobs()) {
            if (job.holdsNodes()) {
                nodes(job).forEach(node -> onNode.computeIfAbsent(node, ignored -> new ArrayList<>()).add(job));
            }
            if (job.phase() == Phase.RUNNING && serves(job.request())) {
                service(account, job).ifPresent(of -> replicas.computeIfAbsent(of, ignored -> new ArrayList<>()).add(
                        job));
            }
        }
        List<TrackedJob> changed = new ArrayList<>();
        replicas.forEach((service, running) -> {
            ClockSearch search = searches.computeIfAbsent(service, of -> new ClockSearch(of.jobClass));
            follow(search, running, onNode, paces);
            running.forEach(job -> change(job, search.tries(id(job)) ? search.trial() : search.profile()).ifPresent(
                    changed::add));
        });
        return changed;
    }

    private static void follow(ClockSearch search, List<TrackedJob> running, Map<String, List<TrackedJob>> onNode,
            Map<String, Double> paces) {
        Set<String> all = new HashSet<>();
        Set<String> undisturbed = new HashSet<>();
        for (TrackedJob job : running) {
            all.add(id(job));
            if (neighbours(job, onNode).stream().allMatch(other -> search.tries(id(other)))) {
                undisturbed.add(id(job));
            }
        }
        search.keepOnly(all, undisturbed);
        for (TrackedJob job : running) {
            Double pace = paces.get(id(job));
            if (pace != null) {
                search.told(id(job), pace, job.profile().kind() == PowerProfile.Kind.NONE);
            }
        }
        search.decide();
        if (search.wantsProbes()) {
            Set<String> chosen = probes(search, running, onNode);
            if (chosen.size() >= ClockSearch.LEAST_PROBES) {
                search.probes(chosen);
            }
        }
    }

    /// Replicas that have their nodes to themselves, or share them with others that may try, too: a node has one clock.
    private static Set<String> probes(ClockSearch search, List<TrackedJob> running,
            Map<String, List<TrackedJob>> onNode) {
        Set<String> able = new HashSet<>();
        running.stream().map(ServingClocks::id).filter(search::knows).forEach(able::add);
        Set<String> chosen = new HashSet<>();
        for (TrackedJob job : running) {
            Set<String> together = new HashSet<>();
            neighbours(job, onNode).forEach(other -> together.add(id(other)));
            boolean alone = together.stream().allMatch(able::contains) && running.stream().filter(other -> together
                    .contains(id(other))).allMatch(other -> together.containsAll(
                            neighbours(other, onNode).stream().map(
                                    ServingClocks::id).toList()));
            if (alone && chosen.size() < mostProbes(running.size())) {
                chosen.addAll(together);
            }
        }
        return chosen;
    }

    /// On a small site few, because who tries may miss its level.
    private static int mostProbes(int replicas) {
        return Math.clamp(replicas / 8, ClockSearch.LEAST_PROBES, ClockSearch.MOST_PROBES);
    }

    /// All jobs on its nodes, itself among them.
    private static List<TrackedJob> neighbours(TrackedJob job, Map<String, List<TrackedJob>> onNode) {
        List<TrackedJob> all = new ArrayList<>();
        nodes(job).forEach(node -> all.addAll(onNode.getOrDefault(node, List.of())));
        return all;
    }

    private static Optional<TrackedJob> change(TrackedJob job, PowerProfile wish) {
        return wish.equals(job.profile())
                ? Optional.empty()
                : Optional.of(new TrackedJob(job.request(), job.placement(), wish, job.phase(), job.arrival(), job
                        .end()));
    }

    private static List<String> nodes(TrackedJob job) {
        return job.placement().assignments().stream().map(Assignment::node).toList();
    }

    private static String id(TrackedJob job) {
        return job.request().jobId();
    }

    private static Optional<Service> service(Account account, TrackedJob job) {
        return nodes(job).stream().mapToInt(account.nodes()::index).filter(node -> node >= 0).mapToObj(
                node -> new Service(job.request().workload(), account.nodes().type(node).gpuModel())).findFirst();
    }
}
