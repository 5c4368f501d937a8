package dev.ondol.facility.site;

import java.util.Optional;

/// The way of the power from the meter to the racks.
///
/// @param transformers     between the meter and everything else; absent where the meter is at low voltage
/// @param ups              uninterruptible supplies
/// @param distributionLoss loss of busways and PDUs / power through them, mean over a year
/// @param distribution     the same loss by load; absent: distributionLoss at every load
/// @param miscFraction     lighting, control room and the like / IT power
/// @param optimizerW       draw of the optimizer's own servers, W
public record Electrical(Optional<Transformers> transformers, Ups ups, double distributionLoss,
        Optional<Distribution> distribution, double miscFraction, double optimizerW) {
    public Electrical {
        Checks.between(0, distributionLoss, 0.2, "distributionLoss");
        Checks.between(0, miscFraction, 0.2, "miscFraction");
        Checks.between(0, optimizerW, 1e6, "optimizerW");
    }

    /// Transformers in parallel, all alike; each takes an equal share. Loss / rated power = noLoad + load y^2,
    /// y = power delivered / rated power.
    ///
    /// @param units  number of transformers
    /// @param ratedW rated power a transformer, W
    /// @param noLoad loss of the core / rated power
    /// @param load   loss of the windings at rated power / rated power
    public record Transformers(int units, double ratedW, double noLoad, double load) {
        public Transformers {
            Checks.atLeast(1, units, "units");
            Checks.positive(ratedW, "ratedW");
            Checks.between(0, noLoad, 0.05, "noLoad");
            Checks.between(0, load, 0.1, "load");
        }
    }

    /// Busways and PDUs of all sides together, spread over the halls by nameplate. Loss / rated power = noLoad + square y^2,
    /// y = power through them / rated power.
    ///
    /// @param ratedW rated power of all of them, W
    /// @param noLoad loss without load / rated power
    /// @param square further loss at rated power / rated power
    public record Distribution(double ratedW, double noLoad, double square) {
        public Distribution {
            Checks.positive(ratedW, "ratedW");
            Checks.between(0, noLoad, 0.05, "noLoad");
            Checks.between(0, square, 0.1, "square");
        }
    }

    /// Loss of a module / its rated power = noLoad + proportional x + square x^2, x = load / rated power.
    ///
    /// @param sides            2 for 2N: each side carries half of the load
    /// @param modules          modules a side
    /// @param redundantModules of these, how many are spare
    /// @param moduleW          rated power of a module, W
    /// @param moduleRotation   true: by itself only as many modules run as the load needs plus the spares
    /// @param loss             loss in double conversion
    /// @param eco              loss in eco mode (static bypass); absent where the supplies cannot do it
    public record Ups(int sides, int modules, int redundantModules, double moduleW, boolean moduleRotation,
            Loss loss, Optional<Loss> eco) {
        public Ups {
            Checks.atLeast(1, sides, "sides");
            Checks.atLeast(1, modules, "modules");
            Checks.between(0, redundantModules, modules - 1, "redundantModules");
            Checks.positive(moduleW, "moduleW");
        }
    }

    public record Loss(double noLoad, double proportional, double square) {
        public Loss {
            Checks.between(0, noLoad, 0.1, "noLoad");
            Checks.between(0, proportional, 0.1, "proportional");
            Checks.between(0, square, 0.1, "square");
        }

        /// Loss / rated power at the given load / rated power.
        public double at(double load) {
            return noLoad + (proportional + square * load) * load;
        }
    }
}
