package dev.ondol.optimizer.solve;

import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.model.Actuator.Kind;
import dev.ondol.optimizer.problem.HorizonPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Long queues for tests.
final class Queues {
    /// Set-points as they stand on a mild day.
    static final Map<Kind, Double> TODAY = Map.of(Kind.SUPPLY_AIR, 22.0, Kind.PRESSURE, 10.0, Kind.CHILLED_WATER, 17.0,
            Kind.CONDENSER_WATER, 22.0, Kind.TECHNOLOGY_LOOP, 36.0);

    private Queues() {}

    /// Submits gangs of 4 to 400 GPUs until so many wait, and builds the problem of the next cycle.
    static HorizonPlan waiting(Scenes scenes, int jobs, Random random) {
        List<String> models = List.copyOf(scenes.nodes.models());
        int waiting = 0;
        while (waiting < jobs) {
            int replicas = (int) Math.exp(Math.log(100) * random.nextDouble());
            PlacementRequest request = scenes.job(models.get(random.nextInt(models.size())), replicas, random);
            if (scenes.desk.submit(request, Optional.empty()).placement().state() == Placement.State.DEFERRED) {
                waiting++;
            }
        }
        CycleInput input = scenes.input(Scenes.CYCLE, 18, TODAY);
        return scenes.desk
                .heat(heat -> scenes.desk.read(account -> new ProblemBuilder(scenes.model).build(account, heat,
                        input, PlanMemory.none())));
    }
}
