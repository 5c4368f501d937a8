package dev.ondol.simulator.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.JobClass;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TypicalWorkloadTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final long FROM = LocalDate.of(2022, 1, 1).atStartOfDay(ZoneId.of("Asia/Seoul")).toInstant()
            .toEpochMilli();
    private static final long DAY = 86_400_000L;

    @Test
    void aYearAsksForTheMixOfClassesAndTheMeanAllocation() {
        for (String id : SiteReader.builtIn()) {
            Site site = SiteReader.builtIn(id).orElseThrow();
            TypicalWorkload workload = new TypicalWorkload(site, 1);
            Map<JobClass, Double> gpuHours = new EnumMap<>(JobClass.class);
            for (int day = 0; day < 365; day++) {
                for (Job job : workload.arrivals(FROM + day * DAY, FROM + (day + 1) * DAY)) {
                    gpuHours.merge(job.jobClass(), job.gpus() * job.durationMs() / 3_600_000.0, Double::sum);
                }
            }
            double all = gpuHours.values().stream().mapToDouble(Double::doubleValue).sum();
            double capacity = site.gpus() * 365 * 24.0;
            assertThat(all / capacity).as(id).isCloseTo(0.687, within(0.025));
            assertThat(gpuHours.getOrDefault(JobClass.TRAINING, 0.0) / all).as(id).isCloseTo(0.55, within(0.025));
            assertThat(gpuHours.getOrDefault(JobClass.DECODE, 0.0) / all).as(id).isCloseTo(0.20, within(0.012));
            assertThat(gpuHours.getOrDefault(JobClass.PREFILL, 0.0) / all).as(id).isCloseTo(0.10, within(0.01));
            assertThat(gpuHours.getOrDefault(JobClass.BATCH, 0.0) / all).as(id).isCloseTo(0.15, within(0.01));
        }
    }

    @Test
    void anySlicingGivesTheSameJobs() {
        List<Job> whole = new TypicalWorkload(SITE, 3).arrivals(FROM, FROM + 3 * DAY);
        long seed = 42;
        Random random = new Random(seed);
        TypicalWorkload other = new TypicalWorkload(SITE, 3);
        List<Job> pieces = new ArrayList<>();
        for (long at = FROM; at < FROM + 3 * DAY;) {
            long next = Math.min(FROM + 3 * DAY, at + 1 + random.nextInt(7_200_000));
            pieces.addAll(other.arrivals(at, next));
            other.arrivals(at - 10 * DAY, at - 9 * DAY);
            at = next;
        }
        assertThat(pieces).as("seed %d", seed).isEqualTo(whole);
        assertThat(new TypicalWorkload(SITE, 4).arrivals(FROM, FROM + DAY)).isNotEqualTo(
                whole.subList(0, 10));
    }

    @Test
    void replicasFitNodesAndGangsAreWholeNodes() {
        Map<String, Integer> nodeGpus = Map.of("GB200", 4, "H200", 8, "L40S", 8);
        for (Job job : new TypicalWorkload(SITE, 1).arrivals(FROM, FROM + 10 * DAY)) {
            int node = nodeGpus.getOrDefault(job.gpuModel(), 0);
            assertThat(job.gpusPerReplica()).isBetween(1, node);
            if (job.replicas() > 1) {
                assertThat(job.gpusPerReplica()).isEqualTo(node);
            }
            if (job.jobClass() == JobClass.TRAINING) {
                assertThat(job.gpus()).isBetween(8, 512);
            }
            if (job.jobClass() == JobClass.BATCH) {
                assertThat(job.gpus()).isBetween(1, 32);
            }
        }
    }

    @Test
    void decodeCapacityFollowsItsDailyCurve() {
        TypicalWorkload workload = new TypicalWorkload(SITE, 1);
        List<Job> jobs = workload.arrivals(FROM, FROM + 4 * DAY).stream()
                .filter(job -> job.jobClass() == JobClass.DECODE)
                .toList();
        double mean = 0.2 * 0.687 * SITE.gpus();
        assertThat(wanted(jobs, FROM + 2 * DAY + 15 * 3_600_000L) / mean).isCloseTo(1.6, within(0.03));
        assertThat(wanted(jobs, FROM + 2 * DAY + 3 * 3_600_000L) / mean).isCloseTo(0.4, within(0.03));
        assertThat(wanted(jobs, FROM + 2 * DAY + 9 * 3_600_000L) / mean).isCloseTo(1.0, within(0.06));
    }

    @Test
    void idsAreUnique() {
        List<Job> jobs = new TypicalWorkload(SITE, 1).arrivals(FROM, FROM + 20 * DAY);
        assertThat(jobs.stream().map(Job::id).distinct().count()).isEqualTo(jobs.size());
    }

    private static double wanted(List<Job> jobs, long at) {
        return jobs.stream().filter(job -> job.arrival() <= at && job.arrival() + job.durationMs() > at)
                .mapToInt(Job::gpus).sum();
    }
}
