package dev.ondol.simulator.cluster;

import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.workload.TypicalWorkload;

/// Prints what the scheduler does with a year of the built-in workload, and how long that takes. Not a test.
final class YearOfJobs {
    private YearOfJobs() {}

    public static void main(String[] args) {
        for (Placer placer : new Placer[]{new FirstFitSpread(), new FirstFitPacked()}) {
            long begin = System.nanoTime();
            dev.ondol.facility.site.Site site = SiteReader.builtIn("kr-hn1").orElseThrow();
            Cluster cluster = new Cluster(new ItLoad(site), new TypicalWorkload(site, 1), placer);
            long from = 1_640_962_800_000L;
            for (int minute = 0; minute < 365 * 1_440; minute++) {
                cluster.tick(from + minute * 60_000L);
            }
            System.out.println(cluster.account());
            System.out.printf("%.1f s%n", (System.nanoTime() - begin) / 1e9);
        }
    }
}
