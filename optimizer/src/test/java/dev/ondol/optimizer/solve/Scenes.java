package dev.ondol.optimizer.solve;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.Calibration;
import dev.ondol.optimizer.model.Outdoor;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.placement.PlacementDesk;
import dev.ondol.optimizer.placement.Records;
import dev.ondol.optimizer.problem.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/// Sites with running and waiting jobs for tests.
public final class Scenes {
    public static final long CYCLE = 1_640_995_200_000L;

    public final Site site;
    public final PlantModel model;
    public final Nodes nodes;
    public final PlacementDesk desk;
    private int jobs;

    public Scenes(String siteId) {
        site = SiteReader.builtIn(siteId).orElseThrow();
        model = model(site);
        nodes = new Nodes(site);
        desk = new PlacementDesk(model(site), nodes, new Forgetful());
        desk.clock(CYCLE);
    }

    public static PlantModel model(Site site) {
        return new PlantModel(site, Actuator.of(site, PointCatalog.of(site)));
    }

    /// Starts jobs until the share of GPUs is in use; some of them have run for a while.
    public void fill(double share, Random random) {
        List<String> models = List.copyOf(nodes.models());
        int used = 0;
        while (used < share * site.gpus()) {
            PlacementRequest request = job(models.get(random.nextInt(models.size())), 1 + random.nextInt(16), random);
            Placement placement = desk.submit(request, Optional.empty()).placement();
            if (placement.state() == Placement.State.PLACED) {
                desk.event(placement.placementId(),
                        new PlacementEvent(PlacementEvent.Type.STARTED, CYCLE - random.nextInt(
                                3_600_000)));
                used += request.gpus();
            } else if (placement.state() == Placement.State.DEFERRED) {
                desk.cancel(placement.placementId());
                if (random.nextInt(20) == 0) {
                    return;
                }
            }
        }
    }

    public PlacementRequest job(String gpuModel, int replicas, Random random) {
        List<JobClass> classes = List.of(JobClass.values());
        JobClass jobClass = classes.get(random.nextInt(classes.size()));
        return job("job-" + ++jobs, gpuModel, replicas, 4, jobClass, (long) (random.nextDouble() * 6 * 3_600_000)
                + 600_000, null);
    }

    public static PlacementRequest job(String id, String gpuModel, int replicas, int gpus, JobClass jobClass,
            long durationMs, @org.jspecify.annotations.Nullable Long deadline) {
        return new PlacementRequest(id, new PlacementRequest.Gang(replicas, PlacementRequest.Strategy.PACK),
                new PlacementRequest.Replica(gpus, List.of(gpuModel), 8000L * gpus, 16_384L * gpus), jobClass, 0, "",
                new PlacementRequest.Time(CYCLE, deadline, durationMs, false));
    }

    public CycleInput input(long cycle, double dryBulbC, Map<Actuator.Kind, Double> inForce) {
        List<Outdoor> weather = new ArrayList<>();
        for (int i = 0; i < Stage.COUNT; i++) {
            weather.add(new Outdoor(dryBulbC + Math.sin(i), dryBulbC - 4 + Math.sin(i), dryBulbC - 8));
        }
        List<OptionalDouble> values = model.actuators().stream().map(actuator -> OptionalDouble.of(inForce.getOrDefault(
                actuator.kind(), (actuator.limits().min() + actuator.limits().max()) / 2))).toList();
        return new CycleInput(cycle, weather, values, Map.of(), Calibration.nameplate(model.halls()));
    }

    /// Records that keep nothing.
    public static final class Forgetful implements Records {
        @Override
        public CompletableFuture<Boolean> saved(PlacementRequest request, Placement placement, Optional<String> key) {
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public void changed(Placement placement) {}

        @Override
        public void happened(String placementId, PlacementEvent event) {}

        @Override
        public void planned(dev.ondol.facility.plan.Plan plan) {}
    }
}
