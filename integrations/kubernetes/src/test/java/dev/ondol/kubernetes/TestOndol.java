package dev.ondol.kubernetes;

import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.api.Health;
import dev.ondol.optimizer.api.PlacementServer;
import dev.ondol.optimizer.api.Uninformed;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.placement.PlacementDesk;
import dev.ondol.optimizer.placement.Records;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/// A real placement server over a small site, whose clock and account a test can see.
final class TestOndol implements AutoCloseable {
    static final long START = 1_640_995_200_000L;

    /// What was reported, as `placement TYPE`.
    final List<String> events = new CopyOnWriteArrayList<>();
    final Nodes nodes;
    final PlacementDesk desk;
    private final PlacementServer server;
    private volatile long now = START;

    TestOndol() {
        this(0);
    }

    TestOndol(int port) {
        Site site = SiteReader.builtIn("kr-edge").orElseThrow();
        nodes = new Nodes(site);
        PlantModel model = new PlantModel(site, Actuator.of(site, PointCatalog.of(site)));
        desk = new PlacementDesk(model, nodes, new Told());
        desk.clock(now);
        server = PlacementServer.start("127.0.0.1", port, desk, new Uninformed(model, nodes),
                () -> new Health("up", true, 0, now, 0, 0, 0));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    int port() {
        return server.port();
    }

    void clock(long plantMillis) {
        now = plantMillis;
        desk.clock(plantMillis);
    }

    Optional<Placement> placement(String job) {
        return desk.read(account -> account.job(job).map(tracked -> tracked.placement()));
    }

    /// Fills all nodes of the model H200 with jobs that stay, then asks for one of higher priority: that one needs the place of a job
    /// that may be stopped.
    ///
    /// @return the urgent job
    String leavesNoRoomBut(String job) {
        for (int i = 0; desk.submit(of("fixed-" + i, 0), Optional.empty()).placement()
                .state() == Placement.State.PLACED; i++) {
        }
        desk.submit(of("urgent", 9), Optional.empty());
        if (placement(job).orElseThrow().state() != Placement.State.EVICTING) {
            throw new IllegalStateException("The job (%s) must be asked to leave.".formatted(job));
        }
        return "urgent";
    }

    private static PlacementRequest of(String id, int priority) {
        return new PlacementRequest(id, new PlacementRequest.Gang(1, PlacementRequest.Strategy.PACK),
                new PlacementRequest.Replica(8, List.of("H200"), 1_000, 1_000), JobClass.TRAINING, priority, "",
                new PlacementRequest.Time(START, null, 3_600_000, false));
    }

    boolean runs(String job) {
        return desk.read(account -> account.job(job).filter(tracked -> tracked
                .phase() == dev.ondol.optimizer.cluster.TrackedJob.Phase.RUNNING).isPresent());
    }

    private final class Told implements Records {
        @Override
        public CompletableFuture<Boolean> saved(PlacementRequest request, Placement placement, Optional<String> key) {
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public void changed(Placement placement) {}

        @Override
        public void happened(String placementId, PlacementEvent event) {
            events.add(event.type().name());
        }

        @Override
        public void planned(Plan plan) {}
    }

    @Override
    public void close() {
        server.close();
    }
}
