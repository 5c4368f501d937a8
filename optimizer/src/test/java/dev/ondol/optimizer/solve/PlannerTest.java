package dev.ondol.optimizer.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.optimizer.model.Actuator.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Map<Kind, Double> TODAY = Map.of(Kind.SUPPLY_AIR, 22.0, Kind.PRESSURE, 10.0,
            Kind.CHILLED_WATER, 14.0, Kind.CONDENSER_WATER, 22.0, Kind.TECHNOLOGY_LOOP, 36.0);

    @Test
    void aPlanForTheBigSiteSavesAgainstHolding() throws Exception {
        Scenes scenes = new Scenes("kr-hn1");
        Random random = new Random(1);
        scenes.fill(0.85, random);
        for (int i = 0; i < 30; i++) {
            scenes.desk.submit(scenes.job("H200", 60, random), Optional.empty());
        }
        try (PlanSolver solver = new PlanSolver(1, 10_000, Duration.ofSeconds(30))) {
            Planner planner = new Planner(scenes.model, scenes.desk, solver);
            for (int i = 0; i < 5; i++) {
                long cycle = Scenes.CYCLE + i * 300_000L;
                Planner.Cycle done = planner.run("plan-" + i, scenes.input(cycle, 15, TODAY));
                System.out.println(done.plan().solve() + " " + done.plan().expected() + " starts "
                        + done.plan().starts()
                                .size()
                        + " profiles " + done.plan().profiles().size() + " bytes " + JsonMessages.write(done
                                .plan()).length
                        + " cut " + done.solved().cut());
                if (i == 4) {
                    done.plan().setpoints().forEach(System.out::println);
                }
                assertThat(done.plan().expected().facilityKw()).isLessThanOrEqualTo(done.plan().expected()
                        .holdFacilityKw());
            }
        }
    }
}
