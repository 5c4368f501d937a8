package dev.ondol.slurm;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.Placement;
import dev.ondol.optimizer.api.Health;
import dev.ondol.optimizer.api.PlacementServer;
import dev.ondol.optimizer.api.Uninformed;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.placement.PlacementDesk;
import dev.ondol.optimizer.placement.Records;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The real placement desk behind the real server, for an edge site that has three H200 nodes, at wall time.
final class LivingOndol implements AutoCloseable {
    final PlacementDesk desk;
    final PlacementServer server;
    private final AtomicLong aheadMs = new AtomicLong();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    LivingOndol() throws Exception {
        this(Duration.ZERO);
    }

    /// @param ahead of the wall's clock by so much; a connector bears two minutes either way
    LivingOndol(Duration ahead) throws Exception {
        ahead(ahead);
        Site site = SiteReader.read("three nodes", threeNodes());
        Nodes nodes = new Nodes(site);
        if (nodes.ofModel("H200").length != 3) {
            throw new IllegalStateException("The site must have three H200 nodes.");
        }
        PlantModel model = new PlantModel(site, Actuator.of(site, PointCatalog.of(site)));
        desk = new PlacementDesk(model, nodes, records());
        desk.clock(now());
        var _ = clock.scheduleAtFixedRate(() -> desk.clock(now()), 200, 200,
                TimeUnit.MILLISECONDS);
        server = PlacementServer.start("127.0.0.1", 0, desk, new Uninformed(model, nodes),
                () -> new Health("up", true, 0, now(), 0, 0, 0));
    }

    private long now() {
        return System.currentTimeMillis() + aheadMs.get();
    }

    /// Where the plant's clock goes from now on; it must not go back.
    void ahead(Duration by) {
        aheadMs.set(by.toMillis());
    }

    private static String threeNodes() throws Exception {
        try (InputStream in = Objects.requireNonNull(Site.class.getResourceAsStream("kr-edge.yaml"))) {
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return yaml.replaceFirst("(prefix: rack-h1\\s+racks: )16(\\s+nodeType: hgx-h200\\s+nodesPerRack: )4",
                    "$13$21");
        }
    }

    /// Records that keep nothing.
    private static Records records() {
        return (Records) Proxy.newProxyInstance(Records.class.getClassLoader(), new Class<?>[]{Records.class},
                (_, method, _) -> method.getReturnType() == CompletableFuture.class
                        ? CompletableFuture.completedFuture(true)
                        : null);
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /// What is known of a job that waits or runs.
    Placement placement(long job) {
        return desk.read(account -> account.job("rig-" + job).orElseThrow().placement());
    }

    boolean knows(long job) {
        return desk.read(account -> account.job("rig-" + job).isPresent());
    }

    @Override
    public void close() {
        server.close();
        clock.shutdownNow();
    }
}
