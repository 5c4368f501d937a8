package dev.ondol.simulator.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.JobClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenbTraceTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final String HEADER = "name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,pod_phase,"
            + "creation_time,deletion_time,scheduled_time\n";

    @TempDir
    Path folder;

    @Test
    void podsBecomeJobs() throws IOException, UnusableTrace {
        JobTrace trace = open(HEADER + "a,6000,12288,1,460,,BE,Running,10,3610,20\n" + "b,1,1,0,0,,LS,Running,0,9,0\n"
                + "c,1,1,8,1000,G3,LS,Running,5,25,\n" + "d,1,1,1,1000,T4,Burstable,Failed,7,8,7\n");
        List<Job> jobs = trace.arrivals(0, Long.MAX_VALUE);
        assertThat(jobs).extracting(Job::id).containsExactly("c", "d", "a");
        assertThat(jobs.get(0)).isEqualTo(
                new Job("c", JobClass.DECODE, "GB200", 2, 4, 1_005_000, 60_000, ReferenceWork.weight("GB200")));
        assertThat(jobs.get(1).gpuModel()).isEqualTo("L40S");
        assertThat(jobs.get(1).jobClass()).isEqualTo(JobClass.TRAINING);
        assertThat(jobs.get(2).jobClass()).isEqualTo(JobClass.BATCH);
        assertThat(jobs.get(2).durationMs()).isEqualTo(3_590_000);
        assertThat(jobs.get(2).gpus()).isEqualTo(1);
        assertThat(trace.arrivals(1_005_001, 1_010_000)).extracting(Job::id).containsExactly("d");
    }

    @Test
    void theNodeListScalesTheTraceToTheSite() throws IOException, UnusableTrace {
        Files.writeString(folder.resolve("openb_node_list_gpu_node.csv"),
                "sn,cpu_milli,memory_mib,gpu,model\nn,1,1,4288,P100\n");
        JobTrace trace = open(HEADER + "a,1,1,1,460,,BE,Running,10,3610,20\n" + "b,1,1,1,460,,BE,Running,11,3610,20\n");
        assertThat(trace.arrivals(0, Long.MAX_VALUE)).extracting(Job::id).containsExactly("a", "a-copy-1", "b",
                "b-copy-1");
    }

    @Test
    void aBrokenNumberIsNamedWithItsLine() {
        assertThatThrownBy(() -> open(HEADER + "a,1,1,1,1,,BE,Running,soon,3610,20\n"))
                .isInstanceOf(UnusableTrace.class)
                .hasMessageContaining("pods.csv").hasMessageContaining("line 2").hasMessageContaining("soon");
    }

    @Test
    void aCutOffLineIsNamed() {
        assertThatThrownBy(() -> open(HEADER + "a,1,1,1\n")).isInstanceOf(UnusableTrace.class)
                .hasMessageContaining("line 2").hasMessageContaining("4 values for 11 columns");
    }

    @Test
    void aListWithoutTimesIsRefused() {
        assertThatThrownBy(() -> open("name,cpu_milli,memory_mib,num_gpu,gpu_milli\na,1,1,1,1\n"))
                .isInstanceOf(UnusableTrace.class).hasMessageContaining("no column qos");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> TraceFiles.open("none.csv", SITE, 0, 1)).isInstanceOf(UnusableTrace.class)
                .hasMessageContaining("none.csv").hasMessageContaining("builtin");
    }

    @Test
    void theRealTraceSpreadsOverTheSite() throws UnusableTrace {
        Path file = Path.of("../../shared/data/traces/openb_pod_list_default.csv");
        Assumptions.assumeTrue(Files.exists(file), "The openb traces do not lie beside the repository.");
        List<Job> jobs = TraceFiles.open(file.toString(), SITE, 0, 1).arrivals(0, Long.MAX_VALUE);
        assertThat(jobs).hasSizeBetween(9_750, 9_753);
        Map<String, Long> models = jobs.stream().collect(Collectors.groupingBy(Job::gpuModel, Collectors.counting()));
        assertThat(models.getOrDefault("GB200", 0L) / (double) jobs.size()).isCloseTo(3456.0 / 8576, within(0.01));
    }

    private JobTrace open(String text) throws IOException, UnusableTrace {
        Path file = Files.writeString(folder.resolve("pods.csv"), text);
        return TraceFiles.open(file.toString(), SITE, 1_000_000, 1);
    }
}
