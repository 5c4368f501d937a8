package dev.ondol.optimizer.api;

import dev.ondol.optimizer.identify.ModelCard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer of /api/v1/model.
///
/// @param card    what was learned of the plant; null before there is enough to learn from
/// @param drivers what the model is told
public record LearnedModel(@Nullable ModelCard card, List<String> drivers) {}
