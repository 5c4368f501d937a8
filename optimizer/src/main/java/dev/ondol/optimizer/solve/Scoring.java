package dev.ondol.optimizer.solve;

import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import dev.ondol.optimizer.score.PlanRules;
import dev.ondol.optimizer.score.PlanScore;

/// The two ways to calculate the one score.
public enum Scoring {
    /// Change by change, as in production.
    INCREMENTAL,
    /// The readable rules as constraint streams.
    STREAMS;

    ScoreDirectorFactoryConfig config() {
        return switch (this) {
            case INCREMENTAL -> new ScoreDirectorFactoryConfig().withIncrementalScoreCalculatorClass(PlanScore.class);
            case STREAMS -> new ScoreDirectorFactoryConfig().withConstraintProviderClass(PlanRules.class);
        };
    }
}
