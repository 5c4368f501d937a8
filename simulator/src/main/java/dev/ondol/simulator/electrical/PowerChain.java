package dev.ondol.simulator.electrical;

import dev.ondol.facility.site.Electrical;
import dev.ondol.facility.site.Electrical.Distribution;
import dev.ondol.facility.site.Electrical.Loss;
import dev.ondol.facility.site.Electrical.Ups;
import dev.ondol.facility.site.Site;

/// Distribution and uninterruptible supplies. The supplies carry the IT load and its distribution loss; each of the sides
/// takes an equal share. Loss of a module is quadratic in its load (the no-load, proportional and square terms of Schneider
/// Electric white paper 108). Busways and PDUs have no-load and square terms, or a fixed share where the site gives no more.
/// Cooling equipment is fed past the supplies. Not thread-safe: how the supplies are operated can change.
public final class PowerChain {
    /// Rotating modules are loaded up to this share before one more runs.
    private static final double ROTATED_LOAD = 0.8;

    private final Electrical spec;
    /// Rated power of each hall's busways, W; by nameplate.
    private final double[] busRatedW;
    private final double busNoLoad;
    private final double busSquare;
    private boolean rotating;
    private boolean eco;

    public PowerChain(Site site) {
        spec = site.electrical();
        rotating = spec.ups().moduleRotation();
        Distribution bus = spec.distribution().orElse(new Distribution(site.nameplateW(), 0, 0));
        busNoLoad = bus.noLoad();
        busSquare = bus.square();
        busRatedW = site.halls().stream().mapToDouble(hall -> bus.ratedW() / site.nameplateW() * hall.racks().stream()
                .mapToDouble(group -> group.racks() * group.nameplateW()).sum()).toArray();
    }

    /// Operates the supplies. By itself a site rotates as its file says and never runs in eco mode: in that mode servers ride
    /// on the grid's voltage until the inverters take over, so a policy has to allow it.
    ///
    /// @param rotating only as many modules run as 80 % load needs, and the spares
    /// @param eco      power flows through the static bypass
    /// @throws IllegalArgumentException if the supplies have no eco mode
    public void operate(boolean rotating, boolean eco) {
        if (eco && spec.ups().eco().isEmpty()) {
            throw new IllegalArgumentException("The supplies must have an eco loss to run in eco mode.");
        }
        this.rotating = rotating;
        this.eco = eco;
    }

    /// Loss of busways and PDUs of one hall, W; heat of that hall.
    ///
    /// @param hall number of the hall, from 0
    /// @param itW  power of its racks, W
    public double distributionLossW(int hall, double itW) {
        if (spec.distribution().isEmpty()) {
            return itW * spec.distributionLoss();
        }
        double y = itW / busRatedW[hall];
        return busRatedW[hall] * (busNoLoad + busSquare * y * y);
    }

    /// Loss of all supplies together, W; heat of the electrical rooms.
    ///
    /// @param outW power that leaves them, W
    public double upsLossW(double outW) {
        Ups ups = spec.ups();
        Loss loss = eco ? ups.eco().orElseThrow() : ups.loss();
        double sideW = outW / ups.sides();
        double sideRatedW = modulesRunning(sideW) * ups.moduleW();
        return ups.sides() * sideRatedW * loss.at(sideW / sideRatedW);
    }

    /// Load of the modules that run / their rated power.
    public double upsLoad(double outW) {
        double sideW = outW / spec.ups().sides();
        return sideW / (modulesRunning(sideW) * spec.ups().moduleW());
    }

    /// Modules that run on a side, n = ceil(P / (0.8 P_module)) + spares when they rotate, at most all.
    ///
    /// @param sideW power through the side, W
    int modulesRunning(double sideW) {
        Ups ups = spec.ups();
        if (!rotating) {
            return ups.modules();
        }
        int needed = Math.max(1, (int) Math.ceil(sideW / (ROTATED_LOAD * ups.moduleW())));
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
