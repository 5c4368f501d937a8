package dev.ondol.optimizer.api;

import dev.ondol.facility.plan.Weights;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.explain.PlanAlternatives;
import dev.ondol.optimizer.explain.PlanExplanation;
import dev.ondol.optimizer.forecast.Outlook;
import dev.ondol.optimizer.metering.JobCost;
import dev.ondol.optimizer.metering.JobMeter;
import dev.ondol.optimizer.metering.Ledger;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.observe.Readings;
import dev.ondol.optimizer.placement.PlacementExplanation;
import java.util.List;
import java.util.Optional;

/// Nothing was metered, and no plan is explained: a desk behind its server without the rest of the role, for benchmarks and tests.
public final class Uninformed implements Insight {
    private final JobMeter meter;

    public Uninformed(PlantModel model, Nodes nodes) {
        meter = new JobMeter(model, nodes, new Readings(PointCatalog.of(model.site())));
    }

    @Override
    public Optional<JobCost> cost(String jobId) {
        return Optional.empty();
    }

    @Override
    public Ledger ledger() {
        return meter.ledger();
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
    public List<Outlook> forecasts() {
        return List.of();
    }

    @Override
    public Weights weights() {
        return Weights.ENERGY;
    }

    @Override
    public void weights(Weights chosen) {
        throw new UnsupportedOperationException("Nothing is planned here, so there are no weights to choose.");
    }
}
