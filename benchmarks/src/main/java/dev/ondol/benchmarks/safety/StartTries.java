package dev.ondol.benchmarks.safety;

import dev.ondol.benchmarks.Forgotten;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.State;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.placement.PlacementDesk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// P18, starts of jobs: crowds of jobs of all sizes come at once to sites of several sizes, wait, end early and are cancelled; what
/// the placements promise must never add more than a tenth of the nameplate within ten seconds.
public final class StartTries {
    private static final long START = 1_700_000_100_000L;
    private static final long WINDOW_MS = 10_000;
    private static final double UNMINDED_W = 50_000;

    private final Site site;
    private final Nodes nodes;
    private final PlacementDesk desk;
    private final Random random;
    private final double mostW;
    private final Map<String, Placement> promised = new HashMap<>();
    private final List<String> running = new ArrayList<>();
    private long now = START;
    private int jobs;

    private StartTries(String siteId, Random random) {
        this.random = random;
        site = SiteReader.builtIn(siteId).orElseThrow();
        nodes = new Nodes(site);
        desk = new PlacementDesk(new PlantModel(site, Actuator.of(site, PointCatalog.of(site))), nodes,
                new Forgotten());
        double nameplateW = 0;
        for (int node = 0; node < nodes.count(); node++) {
            nameplateW += nodes.type(node).nameplateW();
        }
        mostW = Math.max(UNMINDED_W, 0.1 * nameplateW) + 1;
        desk.clock(now);
    }

    /// @param tries at least so many starts of jobs
    public static Tried run(long seed, long tries) {
        Tried tried = Tried.inMemory("P18");
        Random random = new Random(seed);
        while (tried.tries() < tries) {
            StartTries life = new StartTries(random.nextInt(3) == 0 ? "kr-edge" : "kr-hn1", random);
            for (int minute = 0; minute < 60 && tried.tries() < tries; minute++) {
                life.minute(tried);
            }
        }
        return tried;
    }

    private void minute(Tried tried) {
        now += 60_000;
        desk.clock(now);
        List<String> asked = new ArrayList<>();
        for (int crowd = random.nextInt(3) == 0 ? 60 : random.nextInt(8); crowd > 0; crowd--) {
            asked.add(desk.submit(request(), Optional.empty()).placement().placementId());
        }
        promised.clear();
        desk.starts().forEach(placement -> promised.put(placement.placementId(), placement));
        look(tried);
        for (Placement placement : List.copyOf(promised.values())) {
            long at = startAt(placement);
            if (random.nextInt(10) == 0) {
                desk.cancel(placement.placementId());
            } else if (at <= now) {
                desk.event(placement.placementId(), new PlacementEvent(PlacementEvent.Type.STARTED, at));
                running.add(placement.placementId());
            }
        }
        asked.stream().filter(placement -> !promised.containsKey(placement)).forEach(desk::cancel);
        while (!running.isEmpty() && random.nextInt(running.size() + 40) > 39) {
            desk.event(running.remove(random.nextInt(running.size())), new PlacementEvent(
                    PlacementEvent.Type.FINISHED, now));
        }
    }

    private void look(Tried tried) {
        NavigableMap<Long, List<Double>> steps = new TreeMap<>();
        promised.values().forEach(placement -> steps.computeIfAbsent(startAt(placement), _ -> new ArrayList<>()).add(
                watts(placement)));
        for (Map.Entry<Long, List<Double>> each : steps.entrySet()) {
            long from = each.getKey();
            List<Double> together = steps.subMap(from, from + WINDOW_MS).values().stream().flatMap(List::stream)
                    .toList();
            double sum = together.stream().mapToDouble(Double::doubleValue).sum();
            boolean holds = together.size() == 1 || sum <= mostW;
            each.getValue().forEach(_ -> tried.check(holds, () -> "%.0f W by %d jobs at %d of %s, %.0f permitted"
                    .formatted(sum, together.size(), from, site.id(), mostW)));
        }
    }

    private static long startAt(Placement placement) {
        Long at = placement.startAt();
        if (placement.state() != State.PLACED || at == null) {
            throw new IllegalStateException("A start without a time: " + placement);
        }
        return at;
    }

    private double watts(Placement placement) {
        return placement.assignments().stream().mapToDouble(share -> {
            NodeType type = nodes.type(nodes.index(share.node()));
            return share.gpus() * type.nameplateW() * (1 - type.idleFraction()) / type.gpus();
        }).sum();
    }

    private PlacementRequest request() {
        List<String> models = List.copyOf(nodes.models());
        JobClass[] classes = JobClass.values();
        boolean large = random.nextInt(10) == 0;
        return new PlacementRequest("job-" + ++jobs, new PlacementRequest.Gang(1 + random.nextInt(large ? 60 : 8),
                PlacementRequest.Strategy.PACK),
                new PlacementRequest.Replica(1 + random.nextInt(4), List.of(models.get(random.nextInt(models.size()))),
                        1000, 1024),
                classes[random.nextInt(classes.length)], 0, "",
                new PlacementRequest.Time(now, null, 600_000 + random.nextInt(7_200_000), random.nextBoolean()));
    }
}
