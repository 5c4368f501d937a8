package dev.ondol.simulator.electrical;

import dev.ondol.facility.site.Electrical;

/// The electrical side of a site as the facility steps it: distribution and supplies carry IT, everything else hangs on the
/// meter directly. In a step the facility asks for [#distributionLossW] of each hall, then calls [#serve] with what leaves
/// the supplies, and at the end [#settle] with what the cooling draws. Not thread-safe.
public final class PowerSupply {
    private final PowerChain chain;

    private double itW;
    private double distributionW;
    private double upsLossW;
    private double importW;

    public PowerSupply(Electrical spec) {
        chain = new PowerChain(spec);
    }

    /// Loss of busways and PDUs, W; heat of the halls.
    public double distributionLossW(double itW) {
        return chain.distributionLossW(itW);
    }

    /// Carries the load of the supplies.
    ///
    /// @param itW           power of all servers, W
    /// @param distributionW loss of busways and PDUs, W
    public void serve(double itW, double distributionW) {
        this.itW = itW;
        this.distributionW = distributionW;
        upsLossW = chain.upsLossW(itW + distributionW);
    }

    /// Adds up what the meter has to deliver.
    ///
    /// @param coolingW power of the cooling equipment, W
    public void settle(double coolingW) {
        importW = itW + distributionW + upsLossW + miscW() + optimizerW() + coolingW;
    }

    /// Heat of the electrical rooms, W: supplies and the optimizer's own servers.
    public double roomHeatW() {
        return upsLossW + chain.optimizerW();
    }

    public double upsLossW() {
        return upsLossW;
    }

    /// Load of the modules that run / their rated power.
    public double upsLoad() {
        return chain.upsLoad(itW + distributionW);
    }

    /// Lighting, control room and the like, W.
    public double miscW() {
        return chain.miscW(itW);
    }

    /// Draw of the optimizer's own servers, W.
    public double optimizerW() {
        return chain.optimizerW();
    }

    /// Power through the meter, W.
    public double importW() {
        return importW;
    }
}
