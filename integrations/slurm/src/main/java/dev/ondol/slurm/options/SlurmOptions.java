package dev.ondol.slurm.options;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.config.RecordReader;
import dev.ondol.facility.workload.JobClass;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What the connector is told, `slurm.yaml`; all of it may be left out.
///
/// @param api             address of the placement API; absent: http://127.0.0.1:8081
/// @param folder          where the heart beat is written that job_submit.lua reads; absent: /run/ondol
/// @param pollSeconds     wall seconds between two looks at the queue, 1 to 30; absent: 5
/// @param giveUpSeconds   wall seconds without an answer of Ondol after which held jobs are released, 10 to 3600; absent: 60
/// @param patienceSeconds wall seconds for which a released job may wait for its nodes before Slurm may choose others, 30 to
///                        86400; absent: 300
/// @param gpusPerNode     GPUs of the cluster's nodes, 1 to 1024: a job that asks for so many or fewer in one number wants them
///                        on one node; absent: 8
/// @param workload        class of jobs of partitions that are not listed; absent: TRAINING
/// @param partitions      what is special about a partition
/// @param gpuModels       types of GPUs whose name in Ondol is not simply in capital letters
/// @param nodes           nodes that Ondol calls otherwise
public record SlurmOptions(Optional<String> api, Optional<String> folder, Optional<Integer> pollSeconds,
        Optional<Integer> giveUpSeconds, Optional<Integer> patienceSeconds, Optional<Integer> gpusPerNode,
        Optional<JobClass> workload, Optional<List<Partition>> partitions, Optional<List<GpuModel>> gpuModels,
        Optional<List<NodeName>> nodes) {
    public static final SlurmOptions NONE = new SlurmOptions(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty());

    /// @param name      of the partition in Slurm
    /// @param workload  class of its jobs
    /// @param gpuModels Ondol's names of the GPUs that its nodes have; absent: any
    /// @param priority    of its jobs for Ondol, -1000000 to 1000000, higher goes first; absent: 0
    /// @param preemptible whether its jobs may be stopped and put back into the queue for another; absent: false
    public record Partition(String name, Optional<JobClass> workload, Optional<List<String>> gpuModels,
            Optional<Integer> priority, Optional<Boolean> preemptible) {
        public Partition {
            within(priority, -1_000_000, 1_000_000, "priority");
        }
    }

    /// @param slurm type in gres.conf
    /// @param ondol model in the site file
    public record GpuModel(String slurm, String ondol) {}

    /// @param slurm NodeName in slurm.conf
    /// @param ondol node id in the site, for example node-h1-003-2
    public record NodeName(String slurm, String ondol) {}

    public SlurmOptions {
        within(pollSeconds, 1, 30, "pollSeconds");
        within(giveUpSeconds, 10, 3600, "giveUpSeconds");
        within(patienceSeconds, 30, 86_400, "patienceSeconds");
        within(gpusPerNode, 1, 1024, "gpusPerNode");
        api.ifPresent(address -> {
            if (!address.matches("https?://[^/@\\s]+/?")) {
                throw new IllegalArgumentException(
                        "The api (%s) must be http://host:port without a path.".formatted(address));
            }
        });
        partitions.ifPresent(list -> distinct(list, Partition::name, "partition"));
        gpuModels.ifPresent(list -> distinct(list, GpuModel::slurm, "GPU type of Slurm"));
        nodes.ifPresent(list -> {
            distinct(list, NodeName::slurm, "node of Slurm");
            distinct(list, NodeName::ondol, "node of Ondol");
        });
    }

    /// Reads the text of a file.
    ///
    /// @throws InvalidConfiguration with every problem of the text
    public static SlurmOptions read(String name, String yaml) throws InvalidConfiguration {
        return RecordReader.read(name, yaml, SlurmOptions.class);
    }

    /// What is given here counts instead.
    public SlurmOptions with(Optional<String> otherApi, Optional<String> otherFolder) {
        return new SlurmOptions(otherApi.or(() -> api), otherFolder.or(() -> folder), pollSeconds, giveUpSeconds,
                patienceSeconds, gpusPerNode, workload, partitions, gpuModels, nodes);
    }

    public URI address() {
        return URI.create(api.orElse("http://127.0.0.1:8081"));
    }

    private static void within(Optional<Integer> value, int low, int high, String key) {
        if (value.isPresent() && (value.get() < low || value.get() > high)) {
            throw new IllegalArgumentException("The %s (%d) must be %d to %d.".formatted(key, value.get(), low, high));
        }
    }

    private static <T> void distinct(List<T> list, Function<T, String> key, String what) {
        Set<String> seen = new HashSet<>();
        for (T each : list) {
            if (!seen.add(key.apply(each))) {
                throw new IllegalArgumentException("The %s (%s) must be listed once.".formatted(what, key.apply(
                        each)));
            }
        }
    }
}
