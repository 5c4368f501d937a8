package dev.ondol.benchmarks.safety;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.SiteReader;
import java.util.List;
import java.util.Random;

/// P1, P4 to P9 of the gateway's command desk, the last check before a value is written.
public final class GatewayTries {
    private static final int EVENTS_A_LIFE = 200;

    final Tried envelope = Tried.inMemory("P1");
    final Tried operator = Tried.inMemory("P4");
    final Tried priority = Tried.inMemory("P5");
    final Tried twice = Tried.inMemory("P6");
    final Tried expired = Tried.inMemory("P7");
    final Tried older = Tried.inMemory("P8");
    final Tried silence = Tried.inMemory("P9");

    private GatewayTries() {}

    /// @param tries at least so many of each property
    public static List<Tried> run(long seed, long tries) {
        GatewayTries of = new GatewayTries();
        PointCatalog catalog = PointCatalog.of(SiteReader.builtIn("kr-edge").orElseThrow());
        for (int life = 0; of.all().stream().anyMatch(tried -> tried.tries() < tries); life++) {
            GatewayLife lived = new GatewayLife(catalog, of, new Random(seed + life));
            for (int event = 0; event < EVENTS_A_LIFE; event++) {
                lived.event();
            }
        }
        return of.all();
    }

    private List<Tried> all() {
        return List.of(envelope, operator, priority, twice, expired, older, silence);
    }
}
