package dev.ondol.simulator.electrical;

import dev.ondol.facility.site.Site;
import java.util.Optional;

/// The electrical side of a site as the facility steps it: distribution and supplies carry IT, everything else hangs behind
/// the transformers directly. In a step the facility asks for [#distributionLossW] of each hall, then calls [#serve] with what
/// leaves the supplies, and at the end [#settle] with what the cooling draws. Not thread-safe.
///
/// The transformers warm a room that the cooling of the same step has to cool: their loss is reckoned with the cooling power
/// of the step before, and what is metered is the same figure.
public final class PowerSupply {
    private final PowerChain chain;
    private final Optional<TransformerBank> transformers;

    private double itW;
    private double distributionW;
    private double upsLossW;
    private double transformerLossW;
    private double coolingW;
    private double importW;

    public PowerSupply(Site site) {
        chain = new PowerChain(site);
        transformers = site.electrical().transformers().map(TransformerBank::new);
    }

    /// Operates the uninterruptible supplies; see [PowerChain#operate].
    public void operateUps(boolean rotating, boolean eco) {
        chain.operate(rotating, eco);
    }

    /// Wants so many modules to run on each side of the supplies; see [PowerChain#want].
    public void wantUpsModules(int modules) {
        chain.want(modules);
    }

    /// Modules that are wanted on each side.
    public int wantedUpsModules() {
        return chain.wanted();
    }

    /// Wants eco mode; see [PowerChain#wantEco].
    public boolean wantUpsEco(boolean wanted) {
        return chain.wantEco(wanted);
    }

    /// Whether the supplies run in eco mode.
    public boolean upsEco() {
        return chain.eco();
    }

    /// Tells whether the grid is within tolerance; see [PowerChain#fed].
    public void gridSound(boolean within) {
        chain.fed(within);
    }

    /// Whether the supplies report a fault of their own or of the grid.
    public boolean upsFaulty() {
        return chain.faulty();
    }

    /// Loss of busways and PDUs of one hall, W; heat of that hall.
    ///
    /// @param hall number of the hall, from 0
    /// @param itW  power of its racks, W
    public double distributionLossW(int hall, double itW) {
        return chain.distributionLossW(hall, itW);
    }

    /// Carries the load of the supplies.
    ///
    /// @param itW           power of all servers, W
    /// @param distributionW loss of busways and PDUs, W
    public void serve(double itW, double distributionW) {
        this.itW = itW;
        this.distributionW = distributionW;
        upsLossW = chain.upsLossW(itW + distributionW);
        transformerLossW = transformers.isPresent() ? transformers.get().lossW(behindTransformersW()) : 0;
    }

    /// Adds up what all of it takes.
    ///
    /// @param coolingW power of the cooling equipment and the heat pump, W
    public void settle(double coolingW) {
        this.coolingW = coolingW;
        importW = behindTransformersW() + transformerLossW;
    }

    private double behindTransformersW() {
        return itW + distributionW + upsLossW + miscW() + optimizerW() + coolingW;
    }

    /// Heat of the electrical rooms, W: transformers, supplies and the optimizer's own servers.
    public double roomHeatW() {
        return transformerLossW + upsLossW + chain.optimizerW();
    }

    public double transformerLossW() {
        return transformerLossW;
    }

    public double upsLossW() {
        return upsLossW;
    }

    /// Load of the most loaded side's modules / their rated power.
    public double upsLoad() {
        return chain.upsLoad(itW + distributionW);
    }

    /// Load of the modules of one side that run / their rated power.
    ///
    /// @param side from 0
    public double upsLoad(int side) {
        return chain.upsLoad(side, itW + distributionW);
    }

    /// Says how many modules of a side are in service; see [PowerChain#inService].
    public void upsInService(int side, int modules) {
        chain.inService(side, modules);
    }

    /// Whether a side carries more than its modules in service are rated for.
    ///
    /// @param side from 0
    public boolean upsOverloaded(int side) {
        return chain.overloaded(side, itW + distributionW);
    }

    /// Lighting, control room and the like, W.
    public double miscW() {
        return chain.miscW(itW);
    }

    /// Draw of the optimizer's own servers, W.
    public double optimizerW() {
        return chain.optimizerW();
    }

    /// Power through the meter, W; with energy assets on, what meter and assets deliver together.
    public double importW() {
        return importW;
    }
}
