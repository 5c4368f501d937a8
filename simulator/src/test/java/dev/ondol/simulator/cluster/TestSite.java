package dev.ondol.simulator.cluster;

import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.workload.Job;
import dev.ondol.simulator.workload.JobTrace;
import java.util.Comparator;
import java.util.List;

/// The edge site (64 nodes of 8 H200, 64 nodes of 8 L40S) and traces made by hand.
final class TestSite {
    static final long MINUTE = 60_000L;
    static final Site SITE = SiteReader.builtIn("kr-edge").orElseThrow();

    private TestSite() {}

    static ItLoad it() {
        return new ItLoad(SITE);
    }

    static Job job(String id, JobClass jobClass, int replicas, int gpus, long arrivalMin, long minutes) {
        return new Job(id, jobClass, "H200", replicas, gpus, arrivalMin * MINUTE, minutes * MINUTE, 1);
    }

    static JobTrace trace(Job... jobs) {
        List<Job> sorted = List.of(jobs).stream().sorted(Comparator.comparingLong(Job::arrival)).toList();
        return (from, to) -> sorted.stream().filter(job -> job.arrival() >= from && job.arrival() < to).toList();
    }

    static void run(Cluster cluster, int fromMin, int toMin) {
        for (int minute = fromMin; minute <= toMin; minute++) {
            cluster.tick(minute * MINUTE);
        }
    }
}
