package dev.ondol.optimizer;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.plan.Plan;
import dev.ondol.optimizer.identify.ModelCard;
import java.util.Optional;

/// A plan and its JSON form.
final class Published {
    private final Plan plan;
    private final Optional<ModelCard> model;
    private final byte[] json;

    Published(Plan plan, Optional<ModelCard> model) {
        this.plan = plan;
        this.model = model;
        this.json = JsonMessages.write(plan);
    }

    Plan plan() {
        return plan;
    }

    /// What was known of the plant.
    Optional<ModelCard> model() {
        return model;
    }

    byte[] json() {
        return json;
    }
}
