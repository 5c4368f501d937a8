package dev.ondol.optimizer.solve;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PlacementRequest.Strategy;
import dev.ondol.facility.workload.PowerProfiles;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.Actuator.Kind;
import dev.ondol.optimizer.model.Calibration;
import dev.ondol.optimizer.model.NodePower;
import dev.ondol.optimizer.model.Outdoor;
import dev.ondol.optimizer.model.PlantModel;
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
import org.jspecify.annotations.Nullable;

/// A small planning problem on the eight nodes of golden-site.yaml, set-points held: what runs, what sleeps, what waits. Minutes count
/// from the planning cycle.
///
/// @param name     of the file
/// @param dryBulbC expected outdoor temperature of each stage
record GoldenProblem(String name, List<Double> dryBulbC, List<Running> running, List<Asleep> asleep,
        List<Waiting> waiting) {
    static final long CYCLE = Scenes.CYCLE;
    private static final long MINUTE = 60_000;

    /// Part of a running job on one node.
    ///
    /// @param untilMinute end
    record Running(int node, int gpus, JobClass workload, String profile, long untilMinute) {}

    /// A node that takes jobs from a minute on.
    record Asleep(int node, long readyMinute) {}

    /// A job of the queue; it was submitted `ageMinutes` ago.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Waiting(String id, int replicas, Strategy strategy, int gpu, List<String> models, long cpuMilli, long memMiB,
            JobClass workload, int priority, long ageMinutes, long earliestMinute,
            @JsonSetter(nulls = Nulls.SET) @Nullable Long deadlineMinute, long runMinutes) {
        PlacementRequest request() {
            return new PlacementRequest(id, new PlacementRequest.Gang(replicas, strategy),
                    new PlacementRequest.Replica(gpu, models, cpuMilli, memMiB), workload, priority, "",
                    new PlacementRequest.Time(CYCLE + earliestMinute * MINUTE, deadlineMinute == null
                            ? null
                            : Long.valueOf(CYCLE + deadlineMinute * MINUTE), runMinutes * MINUTE, false));
        }
    }

    static Site site() {
        try (InputStream in = GoldenProblem.class.getResourceAsStream("golden-site.yaml")) {
            return SiteReader.read("golden-site.yaml", new String(Objects.requireNonNull(in).readAllBytes(),
                    StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidConfiguration e) {
            throw new IllegalStateException("The golden site is broken.", e);
        }
    }

    /// The problem with the first solution that the product starts from where it has no plan before.
    HorizonPlan build() {
        Horizon horizon = horizon();
        FirstFit firstFit = new FirstFit(horizon);
        List<QueuedJob> jobs = new ArrayList<>();
        for (Waiting of : waiting) {
            Gang gang = new Gang(horizon, of.request(), CYCLE - of.ageMinutes() * MINUTE);
            jobs.add(firstFit.place(gang, null));
        }
        List<SetpointStep> steps = new ArrayList<>();
        for (Actuator actuator : horizon.actuators()) {
            for (Stage stage : horizon.stages()) {
                double value = horizon.inForce(actuator.index());
                steps.add(new SetpointStep(actuator, stage, value, true, actuator.nearest(value)));
            }
        }
        return new HorizonPlan(horizon, jobs, steps);
    }

    private Horizon horizon() {
        Site site = site();
        PlantModel model = new PlantModel(site, Actuator.of(site, PointCatalog.of(site)));
        Nodes nodes = new Nodes(site);
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < Stage.COUNT; i++) {
            stages.add(
                    new Stage(i, Stage.bound(i), Stage.bound(i + 1), new Outdoor(dryBulbC.get(i), dryBulbC.get(i) - 3,
                            5)));
        }
        // The coldest air keeps the servers' own fans at one speed, all modules run: nothing bends the plant's line.
        double[] inForce = model.middle();
        for (Actuator actuator : model.actuators()) {
            if (actuator.kind() == Kind.SUPPLY_AIR) {
                inForce[actuator.index()] = actuator.limits().min();
            } else if (actuator.kind() == Kind.UPS_MODULES) {
                inForce[actuator.index()] = actuator.limits().max();
            }
        }
        double[][] airW = new double[Stage.COUNT][model.halls()];
        for (double[] of : airW) {
            Arrays.fill(of, idleW(nodes));
        }
        return new Horizon(CYCLE, model, nodes, occupancy(nodes), stages, Calibration.nameplate(model.halls()), inForce,
                airW, new double[Stage.COUNT][model.halls()]);
    }

    private static double idleW(Nodes nodes) {
        double watts = 0;
        for (int node = 0; node < nodes.count(); node++) {
            watts += NodePower.idleW(nodes.type(node));
        }
        return watts;
    }

    private Occupancy occupancy(Nodes nodes) {
        Occupancy base = new Occupancy(nodes);
        for (Running job : running) {
            NodeType type = nodes.type(job.node());
            var profile = PowerProfiles.find(job.workload(), job.profile()).orElseThrow();
            base.take(job.node(), job.gpus(), 8_000L * job.gpus(), 65_536L * job.gpus(), job.gpus() * NodePower
                    .dynamicW(type, job.workload(), profile), job.untilMinute());
            base.wish(job.node(), job.gpus() * type.gpuShare() * NodePower.busyW(type, job.workload(), profile),
                    profile);
        }
        asleep.forEach(of -> base.sleeps(of.node(), of.readyMinute()));
        return base;
    }
}
