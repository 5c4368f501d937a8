package dev.ondol.optimizer.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.market.Money;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.plan.Weights;
import dev.ondol.facility.workload.JobProgress;
import dev.ondol.facility.workload.NodeRegistration;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.optimizer.explain.PlanAlternatives;
import dev.ondol.optimizer.explain.PlanExplanation;
import dev.ondol.optimizer.identify.Agreement;
import dev.ondol.optimizer.identify.ModelCard;
import dev.ondol.optimizer.metering.JobCost;
import dev.ondol.optimizer.metering.Ledger;
import dev.ondol.optimizer.metering.Outlay;
import dev.ondol.optimizer.placement.NodeView;
import dev.ondol.optimizer.placement.PlacementExplanation;
import io.vertx.core.Vertx;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// Holds the document to the records that are really read and written.
class OpenApiTest {
    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> of, String key) {
        return (Map<String, Object>) Objects.requireNonNull(of.get(key), key);
    }

    private static Map<String, Object> schemas() throws Exception {
        try (InputStream in = Objects.requireNonNull(OpenApiTest.class.getResourceAsStream("openapi.yaml"))) {
            Map<String, Object> document = new Yaml().load(in);
            return map(map(document, "components"), "schemas");
        }
    }

    @Test
    void theDocumentIsOpenApi() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            new Contract().check(vertx);
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void everySchemaHasTheKeysOfItsRecord() throws Exception {
        Map<String, Object> schemas = schemas();
        for (Class<?> type : new Class<?>[]{PlacementRequest.class, Placement.class, PlacementEvent.class,
                RunningJob.class, JobProgress.class, NodeRegistration.class, NodeView.class,
                PlacementExplanation.class, PlacementExplanation.Place.class, Placement.Reason.class,
                Plan.class, Problem.class, Health.class, Placement.Assignment.class, LearnedModel.class, JobCost.class,
                Weights.class, PlanExplanation.class, PlanExplanation.Effect.class,
                PlanExplanation.NextBest.class, PlanExplanation.SetpointDecision.class,
                PlanExplanation.JobDecision.class,
                PlanExplanation.RestDecision.class, PlanAlternatives.class, PlanAlternatives.Alternative.class,
                Ledger.class, Outlay.class, Money.class,
                ModelCard.class,
                Agreement.Measures.class}) {
            assertThat(map(map(schemas, type.getSimpleName()), "properties").keySet()).as(type.getSimpleName())
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(type.getRecordComponents()).map(
                            RecordComponent::getName).toList());
        }
    }
}
