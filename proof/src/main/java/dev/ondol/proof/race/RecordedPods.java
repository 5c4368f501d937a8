package dev.ondol.proof.race;

import dev.ondol.optimizer.fleet.FleetPower;
import dev.ondol.optimizer.fleet.GpuRequest;
import dev.ondol.optimizer.fleet.Machine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A recorded GPU cluster: its machines, and the pods that were asked of it, by name. In the form of the openb traces (Weng et al., USENIX ATC 2023).
///
/// @param machines in the order of the file
/// @param pods     sorted by the name of the pod
public record RecordedPods(List<Machine> machines, List<GpuRequest> pods) {
    public RecordedPods {
        machines = List.copyOf(machines);
        pods = List.copyOf(pods);
    }

    /// Reads a list of machines (`sn,cpu_milli,memory_mib,gpu,model`) and a list of pods (`name,cpu_milli,memory_mib,num_gpu,gpu_milli` and,
    /// where it is there, `gpu_spec`: the models that will do, with a bar between them).
    ///
    /// @throws UnusableTrace with the file, the line and the remedy
    public static RecordedPods read(Path machines, Path pods, FleetPower power) throws UnusableTrace {
        List<Machine> fleet = machines(CommaTable.read(machines, List.of("sn", "cpu_milli", "memory_mib", "gpu",
                "model")), power);
        return new RecordedPods(fleet, pods(CommaTable.read(pods, List.of("name", "cpu_milli", "memory_mib", "num_gpu",
                "gpu_milli")), fleet));
    }

    /// All GPUs.
    public int gpus() {
        return machines.stream().mapToInt(Machine::gpus).sum();
    }

    private static List<Machine> machines(CommaTable table, FleetPower power) throws UnusableTrace {
        List<Machine> machines = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (CommaTable.Row row : table.rows()) {
            String name = row.text("sn");
            if (name.isBlank() || !names.add(name)) {
                throw row.unusable("the name of the machine (%s) must be there and differ from all others."
                        .formatted(name));
            }
            int gpus = (int) row.number("gpu", 0, 64);
            String model = row.text("model");
            if (gpus > 0 && !power.knows(model)) {
                throw row.unusable("the power of GPU model (%s) is not known; known are %s.".formatted(model,
                        new TreeSet<>(power.gpus().keySet())));
            }
            machines.add(new Machine(name, row.number("cpu_milli", 0, CommaTable.MOST), row.number("memory_mib", 0,
                    CommaTable.MOST), gpus, model));
        }
        if (machines.stream().mapToInt(Machine::gpus).sum() == 0) {
            throw table.unusable("it lists no GPUs; get the whole file.");
        }
        return machines;
    }

    private static List<GpuRequest> pods(CommaTable table, List<Machine> fleet) throws UnusableTrace {
        Set<String> models = new TreeSet<>();
        fleet.forEach(machine -> models.add(machine.model()));
        Map<String, GpuRequest> pods = new TreeMap<>();
        for (CommaTable.Row row : table.rows()) {
            String name = row.text("name");
            if (name.isBlank() || pods.put(name, pod(row, models)) != null) {
                throw row.unusable("the name of the pod (%s) must be there and differ from all others.".formatted(
                        name));
            }
        }
        if (pods.values().stream().allMatch(pod -> pod.gpus() == 0)) {
            throw table.unusable("no pod asks for a GPU; get the whole file.");
        }
        return List.copyOf(pods.values());
    }

    private static GpuRequest pod(CommaTable.Row row, Set<String> models) throws UnusableTrace {
        int gpus = (int) row.number("num_gpu", 0, 64);
        long gpuMilli = gpus == 0 ? 0 : row.number("gpu_milli", 1, GpuRequest.WHOLE);
        if (gpus > 1 && gpuMilli != GpuRequest.WHOLE) {
            throw row.unusable("gpu_milli (%d) must be 1000 where num_gpu is %d: only one GPU can be shared.".formatted(
                    gpuMilli, gpus));
        }
        Set<String> wanted = new TreeSet<>();
        for (String model : row.textOrEmpty("gpu_spec").split("\\|", -1)) {
            if (!model.isBlank()) {
                wanted.add(model);
            }
        }
        if (!wanted.isEmpty() && wanted.stream().noneMatch(models::contains)) {
            throw row.unusable("no machine has a GPU of gpu_spec (%s); the machines have %s.".formatted(wanted,
                    models));
        }
        return new GpuRequest(row.number("cpu_milli", 0, CommaTable.MOST), row.number("memory_mib", 0, CommaTable.MOST),
                gpus, (int) gpuMilli, wanted);
    }
}
