package dev.ondol.facility.site;

import java.util.Optional;

/// The way of the power from the meter to the racks.
///
/// @param ups              uninterruptible supplies
/// @param distributionLoss loss of busways and PDUs / power through them
/// @param miscFraction     lighting, control room and the like / IT power
/// @param optimizerW       draw of the optimizer's own servers, W
public record Electrical(Ups ups, double distributionLoss, double miscFraction, double optimizerW) {
    public Electrical {
        Checks.between(0, distributionLoss, 0.2, "distributionLoss");
        Checks.between(0, miscFraction, 0.2, "miscFraction");
        Checks.between(0, optimizerW, 1e6, "optimizerW");
    }

    /// Loss of a module / its rated power = noLoad + proportional x + square x^2, x = load / rated power.
    ///
    /// @param sides            2 for 2N: each side carries half of the load
    /// @param modules          modules a side
    /// @param redundantModules of these, how many are spare
    /// @param moduleW          rated power of a module, W
    /// @param moduleRotation   true: only as many modules run as the load needs plus the spares
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
