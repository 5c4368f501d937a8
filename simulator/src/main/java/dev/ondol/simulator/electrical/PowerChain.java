package dev.ondol.simulator.electrical;

import dev.ondol.facility.site.Electrical;
import dev.ondol.facility.site.Electrical.Ups;

/// Distribution and uninterruptible supplies. The supplies carry the IT load and its distribution loss; each of the sides
/// takes an equal share. Loss of a module is quadratic in its load (the no-load, proportional and square terms of Schneider
/// Electric white paper 108). Cooling equipment is fed past the supplies. Immutable.
public final class PowerChain {
    private final Electrical spec;

    public PowerChain(Electrical spec) {
        this.spec = spec;
    }

    /// Loss of busways and PDUs, W; heat of the halls.
    public double distributionLossW(double itW) {
        return itW * spec.distributionLoss();
    }

    /// Loss of all supplies together, W; heat of the electrical rooms.
    ///
    /// @param outW power that leaves them, W
    public double upsLossW(double outW) {
        Ups ups = spec.ups();
        double sideW = outW / ups.sides();
        double sideRatedW = modulesRunning(sideW) * ups.moduleW();
        return ups.sides() * sideRatedW * ups.loss().at(sideW / sideRatedW);
    }

    /// Load of the modules that run / their rated power.
    public double upsLoad(double outW) {
        double sideW = outW / spec.ups().sides();
        return sideW / (modulesRunning(sideW) * spec.ups().moduleW());
    }

    /// All modules share the load, unless the site rotates them: then as many as 80 % load needs, and the spares.
    private int modulesRunning(double sideW) {
        Ups ups = spec.ups();
        if (!ups.moduleRotation()) {
            return ups.modules();
        }
        int needed = Math.max(1, (int) Math.ceil(sideW / (0.8 * ups.moduleW())));
        return Math.min(ups.modules(), needed + ups.redundantModules());
    }

    /// Lighting, control room and the like, W; its heat stays outside of the halls.
    public double miscW(double itW) {
        return itW * spec.miscFraction();
    }

    /// Draw of the optimizer's own servers, W; heat of the electrical rooms.
    public double optimizerW() {
        return spec.optimizerW();
    }
}
