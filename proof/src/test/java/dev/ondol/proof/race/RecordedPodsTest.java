package dev.ondol.proof.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.optimizer.fleet.FleetPower;
import dev.ondol.optimizer.fleet.GpuRequest;
import dev.ondol.optimizer.fleet.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Reading a recorded cluster; what is wrong is told with file, line and remedy.
class RecordedPodsTest {
    private static final String NODES = "sn,cpu_milli,memory_mib,gpu,model\nn1,64000,262144,2,T4\nn0,96000,393216,8,G2\n";
    private static final String PODS = """
            name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec
            p2,4000,8192,1,460,
            p1,12000,16384,2,1000,G2|V100M32
            p3,8000,1024,0,0,
            """;

    @TempDir
    private Path folder = Path.of("");

    private RecordedPods read(String nodes, String pods) throws IOException, UnusableTrace {
        return RecordedPods.read(Files.writeString(folder.resolve("nodes.csv"), nodes),
                Files.writeString(folder.resolve(
                        "pods.csv"), pods),
                FleetPower.published());
    }

    @Test
    void machinesAndPodsAreRead() throws IOException, UnusableTrace {
        RecordedPods recorded = read(NODES, PODS);
        assertThat(recorded.machines()).contains(new Machine("n1", 64_000, 262_144, 2, "T4")).hasSize(2);
        assertThat(recorded.gpus()).isEqualTo(10);
        assertThat(recorded.pods()).containsExactly(new GpuRequest(12_000, 16_384, 2, 1000, Set.of("G2", "V100M32")),
                new GpuRequest(4_000, 8_192, 1, 460, Set.of()), new GpuRequest(8_000, 1_024, 0, 0, Set.of()));
    }

    @Test
    void aListWithoutModelsLetsEveryModelDo() throws IOException, UnusableTrace {
        assertThat(read(NODES, "name,cpu_milli,memory_mib,num_gpu,gpu_milli\np,1,1,1,1000\n").pods()).containsExactly(
                new GpuRequest(1, 1, 1, 1000, Set.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "p2,-1,1,1,460, ; line 5 ; cpu_milli (-1)", "p9,x,1,1,460, ; line 5 ; cpu_milli (x)",
            "p9,1,1,1,1001, ; line 5 ; gpu_milli (1001)", "p9,1,1,1,0, ; line 5 ; gpu_milli (0)",
            "p9,1,1,2,500, ; line 5 ; must be 1000 where num_gpu is 2",
            "p2,1,1,1,500, ; line 5 ; differ from all others",
            "p9,1,1 ; line 5 ; 3 values for 6 columns", "p9,1,1,1,500,H100 ; line 5 ; no machine has a GPU of gpu_spec",
            ",1,1,1,500, ; line 5 ; name of the pod"})
    void aWrongPodIsTold(String row, String place, String remedy) {
        assertThatThrownBy(() -> read(NODES, PODS + row)).isInstanceOf(UnusableTrace.class).hasMessageContainingAll(
                "pods.csv", place, remedy);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "n1,1,1,1,T4 ; line 4 ; differ from all others", "n2,1,1,1,H999 ; line 4 ; the power of GPU model (H999)",
            "n2,1,1,65,T4 ; line 4 ; gpu (65)"})
    void aWrongMachineIsTold(String row, String place, String remedy) {
        assertThatThrownBy(() -> read(NODES + row, PODS)).isInstanceOf(UnusableTrace.class).hasMessageContainingAll(
                "nodes.csv", place, remedy);
    }

    @Test
    void aWrongFileIsTold() {
        assertThatThrownBy(() -> read("", PODS)).isInstanceOf(UnusableTrace.class).hasMessageContaining("empty");
        assertThatThrownBy(() -> read(PODS, NODES)).isInstanceOf(UnusableTrace.class).hasMessageContainingAll("line 1",
                "the column sn is missing");
        assertThatThrownBy(() -> read("sn,cpu_milli,memory_mib,gpu,model\n", PODS)).isInstanceOf(UnusableTrace.class)
                .hasMessageContaining("no GPUs");
        assertThatThrownBy(() -> read(NODES, "name,cpu_milli,memory_mib,num_gpu,gpu_milli\np,1,1,0,0\n")).isInstanceOf(
                UnusableTrace.class).hasMessageContaining("no pod asks for a GPU");
        assertThatThrownBy(() -> RecordedPods.read(folder.resolve("none.csv"), folder.resolve("none.csv"), FleetPower
                .published())).isInstanceOf(UnusableTrace.class).hasMessageContaining("does not exist");
    }
}
