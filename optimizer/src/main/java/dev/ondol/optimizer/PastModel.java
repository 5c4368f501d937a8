package dev.ondol.optimizer;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.historian.HistorianUnavailable;
import dev.ondol.historian.plan.ModelStore;
import dev.ondol.optimizer.identify.ModelCard;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was learned of the plant before a restart.
final class PastModel {
    private static final Logger log = LoggerFactory.getLogger(PastModel.class);

    private PastModel() {}

    static Optional<ModelCard> recall(ModelStore models, long now) {
        try {
            Optional<byte[]> stored = models.newest(now);
            return stored.isPresent()
                    ? Optional.of(JsonMessages.read(stored.get(), ModelCard.class))
                    : Optional.empty();
        } catch (HistorianUnavailable | MalformedMessage e) {
            log.warn("The plant is learned anew, from its nameplate: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
