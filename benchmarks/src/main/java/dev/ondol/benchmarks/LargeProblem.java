package dev.ondol.benchmarks;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PlacementRequest.Strategy;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.Calibration;
import dev.ondol.optimizer.model.NodePower;
import dev.ondol.optimizer.model.Outdoor;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.move.Insertion;
import dev.ondol.optimizer.move.Spot;
import dev.ondol.optimizer.move.Timetable;
import dev.ondol.optimizer.problem.Gang;
import dev.ondol.optimizer.problem.Horizon;
import dev.ondol.optimizer.problem.HorizonPlan;
import dev.ondol.optimizer.problem.Occupancy;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.SetpointStep;
import dev.ondol.optimizer.problem.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// A planning problem of any size: small gangs that wait for an empty site, placed one after the other.
final class LargeProblem {
    private static final long CYCLE = 1_640_995_200_000L;
    private static final int NODES_A_RACK_PAIR = 4;
    private static final double NODES_A_ROOM_UNIT = 20;
    private static final double NODES_A_CHILLER = 62.5;

    private LargeProblem() {}

    /// @param nodes a multiple of 4
    static HorizonPlan of(int jobs, int nodes) {
        Site site = site(nodes);
        PlantModel model = new PlantModel(site, Actuator.of(site, PointCatalog.of(site)));
        Horizon horizon = horizon(model, new Nodes(site));
        Random random = new Random(jobs);
        Timetable timetable = new Timetable(horizon);
        Insertion insertion = new Insertion(horizon);
        List<QueuedJob> queue = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            Gang gang = new Gang(horizon, request("job-" + i, random), CYCLE);
            Spot spot = insertion.soonest(timetable, gang, gang.profiles(), 0, random.nextDouble(), false);
            if (spot == null) {
                queue.add(new QueuedJob(gang, null, gang.anchors().getFirst(), gang.profiles().getLast()));
            } else {
                timetable.add(gang, spot);
                queue.add(new QueuedJob(gang, spot.slot(), spot.anchor(), spot.profile()));
            }
        }
        List<SetpointStep> steps = new ArrayList<>();
        for (Actuator actuator : horizon.actuators()) {
            for (Stage stage : horizon.stages()) {
                double value = horizon.inForce(actuator.index());
                steps.add(new SetpointStep(actuator, stage, value, false, actuator.nearest(value)));
            }
        }
        return new HorizonPlan(horizon, queue, steps);
    }

    /// A site of any size, two GPU models.
    static Site site(int nodes) {
        try (InputStream in = LargeProblem.class.getResourceAsStream("solver-site.yaml")) {
            String yaml = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("RACKS", String.valueOf(nodes / NODES_A_RACK_PAIR))
                    .replace("UNITS", String.valueOf(Math.round(nodes / NODES_A_ROOM_UNIT)))
                    .replace("CHILLERS", String.valueOf(Math.max(2, Math.round(nodes / NODES_A_CHILLER))));
            return SiteReader.read("solver-site.yaml", yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidConfiguration e) {
            throw new IllegalStateException("The site of the benchmark is broken.", e);
        }
    }

    private static Horizon horizon(PlantModel model, Nodes nodes) {
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < Stage.COUNT; i++) {
            double dryBulbC = 18 + 4 * Math.sin(i);
            stages.add(new Stage(i, Stage.bound(i), Stage.bound(i + 1), new Outdoor(dryBulbC, dryBulbC - 4, 8)));
        }
        double idleW = 0;
        for (int node = 0; node < nodes.count(); node++) {
            idleW += NodePower.idleW(nodes.type(node));
        }
        double[][] airW = new double[Stage.COUNT][model.halls()];
        for (double[] of : airW) {
            Arrays.fill(of, idleW / model.halls());
        }
        return new Horizon(CYCLE, model, nodes, new Occupancy(nodes), stages, Calibration.nameplate(model.halls()),
                model
                        .middle(),
                airW, new double[Stage.COUNT][model.halls()]);
    }

    private static PlacementRequest request(String id, Random random) {
        JobClass[] classes = JobClass.values();
        int gpus = 1 << random.nextInt(4);
        return new PlacementRequest(id, new PlacementRequest.Gang(1 + random.nextInt(4), Strategy.PACK),
                new PlacementRequest.Replica(gpus, List.of(random.nextBoolean() ? "H200" : "L40S"), 6_000L * gpus,
                        32_768L
                                * gpus),
                classes[random.nextInt(classes.length)], 0, "", new PlacementRequest.Time(CYCLE, null,
                        600_000 + random.nextInt(6 * 3_600_000), false));
    }
}
