package dev.ondol.app.config;

import dev.ondol.facility.plan.Weights;
import java.util.Optional;

/// What plans are to save, as far as somebody has said; left out: energy 1, the others 0.
public record WeightChoice(Optional<Double> energy, Optional<Double> carbon, Optional<Double> money,
        Optional<Double> water) {
    public WeightChoice {
        new Weights(energy.orElse(1.0), carbon.orElse(0.0), money.orElse(0.0), water.orElse(0.0));
    }

    public Weights weights() {
        return new Weights(energy.orElse(1.0), carbon.orElse(0.0), money.orElse(0.0), water.orElse(0.0));
    }
}
