package dev.ondol.proof.run;

import dev.ondol.facility.plan.Levers;
import dev.ondol.simulator.run.Policy;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What is compared: baselines of the simulator, and the product in its degrees.
public enum Contender {
    CONVENTIONAL(Policy.CONVENTIONAL), STATIC(Policy.STATIC), BEST_STATIC(Policy.BEST_STATIC), GOOD_PRACTICE(
            Policy.GOOD_PRACTICE), GOOD_PRACTICE_PLUS(Policy.GOOD_PRACTICE_PLUS),
    /// Jobs as under good practice, our set-points.
    ONDOL_COOLING(Policy.GOOD_PRACTICE),
    /// Jobs, power profiles and set-points as one problem.
    ONDOL(Policy.GOOD_PRACTICE),
    /// The same where the operator allows eco mode of the uninterruptible supplies.
    ONDOL_ECO(Policy.GOOD_PRACTICE),
    /// The same with generation, storage and heat recovery in use, dispatched by the optimizer.
    ONDOL_ASSETS(Policy.GOOD_PRACTICE),
    /// A twin of that one: the same jobs and set-points, the assets dispatched by the plant's simple rules. It runs along with it.
    ONDOL_ASSETS_RULES(Policy.GOOD_PRACTICE);

    private final Policy plant;

    Contender(Policy plant) {
        this.plant = plant;
    }

    /// The simulator's policy whose plant and local sequences it has.
    public Policy plant() {
        return plant;
    }

    /// True where the optimizer is in charge.
    public boolean optimized() {
        return joint() || this == ONDOL_COOLING;
    }

    /// What the optimizer decides.
    public Levers levers() {
        return joint() ? Levers.ALL : optimized() ? Levers.only(Levers.Lever.SETPOINTS) : Levers.NONE;
    }

    /// True where the optimizer places jobs, too.
    public boolean joint() {
        return this == ONDOL || eco() || assets();
    }

    /// True where the supplies may run in eco mode.
    public boolean eco() {
        return this == ONDOL_ECO;
    }

    /// True where generation, storage and heat recovery are in use.
    public boolean assets() {
        return this == ONDOL_ASSETS_RULES || this == ONDOL_ASSETS;
    }

    /// True for one that runs along with another and not by itself.
    public boolean twin() {
        return this == ONDOL_ASSETS_RULES;
    }

    /// Name on the command line: `good-practice`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The contender of that name.
    public static Optional<Contender> find(String id) {
        return Arrays.stream(values()).filter(contender -> contender.id().equals(id)).findFirst();
    }
}
