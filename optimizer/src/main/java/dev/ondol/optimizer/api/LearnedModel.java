package dev.ondol.optimizer.api;

import dev.ondol.facility.site.NodeType;
import dev.ondol.optimizer.identify.ModelCard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer of /api/v1/model.
///
/// @param card    what was learned of the plant; null before there is enough to learn from
/// @param drivers what the model is told
/// @param servers node types of which something was seen, as they are taken for now
public record LearnedModel(@Nullable ModelCard card, List<String> drivers, List<Servers> servers) {
    /// Powers without work as shares of nameplate at 20 C inlet, and minutes from waking to ready.
    public record Servers(String type, double idleFraction, double deepIdleFraction, double parkedFraction,
            double wakeMinutes) {
        static Servers of(NodeType type) {
            return new Servers(type.id(), type.idleFraction(), type.deepIdleFraction(), type.parkedFraction(), type
                    .wakeMinutes());
        }
    }
}
