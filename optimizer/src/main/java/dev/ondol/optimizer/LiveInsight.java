package dev.ondol.optimizer;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.plan.Weights;
import dev.ondol.historian.Historian;
import dev.ondol.historian.HistorianUnavailable;
import dev.ondol.optimizer.api.Insight;
import dev.ondol.optimizer.explain.PlanAlternatives;
import dev.ondol.optimizer.explain.PlanExplanation;
import dev.ondol.optimizer.explain.PlanReview;
import dev.ondol.optimizer.forecast.Outlook;
import dev.ondol.optimizer.metering.JobCost;
import dev.ondol.optimizer.metering.JobMeter;
import dev.ondol.optimizer.metering.Ledger;
import dev.ondol.optimizer.placement.PlacementExplanation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the optimizer that runs can say about jobs, placements and its plans; what it has forgotten it asks the historian. Thread-safe.
final class LiveInsight implements Insight {
    private static final Logger log = LoggerFactory.getLogger(LiveInsight.class);

    private final JobMeter meter;
    private final PlanningThread planning;
    private final Historian historian;
    private final String site;
    private volatile @Nullable PlanExplanation explanation;

    LiveInsight(JobMeter meter, PlanningThread planning, Historian historian, String site) {
        this.meter = meter;
        this.planning = planning;
        this.historian = historian;
        this.site = site;
    }

    /// Of the newest plan.
    void explained(PlanExplanation newest) {
        explanation = newest;
    }

    @Override
    public Optional<JobCost> cost(String jobId) {
        Optional<JobCost> known = meter.cost(jobId);
        return known.isPresent() ? known : kept(jobId);
    }

    private Optional<JobCost> kept(String jobId) {
        try {
            Optional<byte[]> json = historian.costs(site).newest(jobId);
            return json.isEmpty() ? Optional.empty() : Optional.of(JsonMessages.read(json.get(), JobCost.class));
        } catch (HistorianUnavailable | MalformedMessage e) {
            log.warn("What the job {} took is not known without the historian: {}", jobId, e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public Ledger ledger() {
        return meter.ledger();
    }

    @Override
    public Optional<PlacementExplanation> placement(String placementId) {
        try {
            Optional<byte[]> json = historian.workloads(site).explanation(placementId);
            return json.isEmpty()
                    ? Optional.empty()
                    : Optional.of(JsonMessages.read(json.get(), PlacementExplanation.class));
        } catch (HistorianUnavailable | MalformedMessage e) {
            log.warn("Why {} landed where it did is not known without the historian: {}", placementId, e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public Optional<PlanExplanation> explanation() {
        return Optional.ofNullable(explanation);
    }

    @Override
    public Optional<PlanAlternatives> alternatives() throws InterruptedException {
        Optional<PlanReview> review = planning.review();
        return review.isEmpty() ? Optional.empty() : Optional.of(review.get().alternatives());
    }

    @Override
    public List<Outlook> forecasts() {
        return planning.outlooks();
    }

    @Override
    public Weights weights() {
        return planning.weights();
    }

    @Override
    public void weights(Weights chosen) {
        log.info("From the next plan on these weights count: {}.", chosen);
        planning.weights(chosen);
    }
}
