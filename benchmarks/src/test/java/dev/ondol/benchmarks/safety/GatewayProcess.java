package dev.ondol.benchmarks.safety;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.gateway.GatewayOptions;
import dev.ondol.gateway.GatewayRole;
import dev.ondol.messaging.BrokerAddress;
import java.nio.file.Path;
import java.time.Clock;

/// The gateway of kr-edge as a process of its own, which says when its plant obeys control and when it is on its local rules.
public final class GatewayProcess {
    private GatewayProcess() {}

    /// @param arguments broker, folder
    public static void main(String[] arguments) throws InterruptedException {
        Site site = SiteReader.builtIn("kr-edge").orElseThrow();
        PointCatalog catalog = PointCatalog.of(site);
        SensedPlant plant = new SensedPlant(site, catalog, 1_700_000_100_000L);
        GatewayRole gateway = new GatewayRole(site, catalog, plant, BrokerAddress.of(arguments[0]), GatewayOptions
                .freeRunning(Path.of(arguments[1]), 60), Clock.systemUTC());
        gateway.start();
        boolean before = false;
        while (true) {
            boolean obeys = gateway.statistics().automatic();
            if (obeys != before) {
                before = obeys;
                System.out.printf("%s %d %d%n", obeys ? "OBEYS" : "LOCAL", System.nanoTime(), plant.written().size());
            }
            Thread.sleep(5);
        }
    }
}
