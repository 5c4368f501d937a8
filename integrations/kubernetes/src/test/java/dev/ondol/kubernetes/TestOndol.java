package dev.ondol.kubernetes;

import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.plan.Weights;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.api.Health;
import dev.ondol.optimizer.api.Insight;
import dev.ondol.optimizer.api.PlacementServer;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.explain.PlanAlternatives;
import dev.ondol.optimizer.explain.PlanExplanation;
import dev.ondol.optimizer.forecast.Outlook;
import dev.ondol.optimizer.metering.JobCost;
import dev.ondol.optimizer.metering.Ledger;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.placement.PlacementDesk;
import dev.ondol.optimizer.placement.PlacementExplanation;
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
        desk = new PlacementDesk(new PlantModel(site, Actuator.of(site, PointCatalog.of(site))), nodes, new Told());
        desk.clock(now);
        server = PlacementServer.start("127.0.0.1", port, desk, new Mute(),
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

    /// Nothing beside placements.
    private static final class Mute implements Insight {
        @Override
        public List<Outlook> forecasts() {
            return List.of();
        }

        @Override
        public Optional<JobCost> cost(String jobId) {
            return Optional.empty();
        }

        @Override
        public Ledger ledger() {
            throw new UnsupportedOperationException("The watcher does not ask for the ledger.");
        }

        @Override
        public Optional<PlacementExplanation> placement(String placementId) {
            return Optional.empty();
        }

        @Override
        public Optional<PlanExplanation> explanation() {
            return Optional.empty();
        }

        @Override
        public Optional<PlanAlternatives> alternatives() {
            return Optional.empty();
        }

        @Override
        public Weights weights() {
            return Weights.ENERGY;
        }

        @Override
        public void weights(Weights chosen) {}
    }

    @Override
    public void close() {
        server.close();
    }
}
