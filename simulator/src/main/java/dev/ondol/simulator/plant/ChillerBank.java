package dev.ondol.simulator.plant;

import dev.ondol.facility.site.CoolingPlant.Chillers;

/// All chillers of the plant, alike, sharing the load equally. Published curves are scaled so that capacity and COP are
/// met at the site's reference point. Staging is local: a machine starts when the others are loaded, stops when they can
/// carry the load, and keeps minimum running and standstill times.
final class ChillerBank {
    private static final double RESTAGE_SECONDS = 900;
    private static final double SHORTAGE_SECONDS = 120;
    private static final double START_LOAD = 0.05;

    private final ChillerCurves curves;
    private final int units;
    private final double fullLoadInput;
    private final double capacityScale;
    private final double upAbove;
    private final double downBelow;
    private final double leastLoad;

    private int running;
    private double sinceChange = RESTAGE_SECONDS;
    private boolean settled;
    private int starts;
    private double loadRatio;

    /// Water-cooled machines with the curves of their drive.
    static ChillerBank waterCooled(Chillers spec) {
        return new ChillerBank(spec, spec.variableSpeed() ? ChillerCurves.VARIABLE_SPEED : ChillerCurves.CONSTANT_SPEED,
                0);
    }

    /// Air-cooled machines.
    ///
    /// @param fanRatio power of the condenser fans at the reference / capacity; in the COP of the site, not in [#powerW]
    static ChillerBank airCooled(Chillers spec, double fanRatio) {
        return new ChillerBank(spec, ChillerCurves.AIR_COOLED, fanRatio);
    }

    private ChillerBank(Chillers spec, ChillerCurves curves, double fanRatio) {
        this.curves = curves;
        units = spec.units();
        leastLoad = spec.minimumLoad();
        capacityScale = spec.capacityW() / curves.capacityRatio(spec.leavingC(), spec.condenserC());
        fullLoadInput = (1 / spec.cop() - fanRatio)
                / (curves.energyInputRatio(spec.leavingC(), spec.condenserC()) * curves.partLoadRatio(1));
        // Variable-speed machines are best near half load, constant-speed ones near full load.
        upAbove = spec.variableSpeed() ? 0.85 : 0.95;
        downBelow = spec.variableSpeed() ? 0.65 : 0.85;
    }

    /// Capacity of one machine, W.
    double unitCapacityW(double leavingC, double condenserC) {
        return capacityScale * Math.max(0.1, curves.capacityRatio(leavingC, condenserC));
    }

    /// Starts or stops machines for a wanted load.
    ///
    /// @param needed true where at least one machine has to run because nothing else cools
    void stage(double wantedW, boolean needed, double leavingC, double condenserC, double seconds) {
        double unitW = unitCapacityW(leavingC, condenserC);
        if (!settled) {
            settled = true;
            running = Math.min(units, (int) Math.ceil(wantedW / (upAbove * unitW)));
            starts = running;
        }
        sinceChange += seconds;
        int before = running;
        if (running == 0) {
            if (needed || wantedW > START_LOAD * unitW && sinceChange >= RESTAGE_SECONDS) {
                running = 1;
            }
        } else {
            double load = wantedW / (running * unitW);
            boolean shortOfCapacity = load > curves.mostLoad() && sinceChange >= SHORTAGE_SECONDS;
            if (running < units && (shortOfCapacity || load > upAbove && sinceChange >= RESTAGE_SECONDS)) {
                running++;
            } else if (sinceChange >= RESTAGE_SECONDS) {
                boolean spare = running > 1
                        ? wantedW < downBelow * (running - 1) * unitW
                        : !needed && wantedW < START_LOAD / 2 * unitW;
                running -= spare ? 1 : 0;
            }
        }
        if (running != before) {
            starts += Math.max(0, running - before);
            sinceChange = 0;
        }
    }

    /// Most heat that the running machines can take, W.
    double availableW(double leavingC, double condenserC) {
        return running * unitCapacityW(leavingC, condenserC) * curves.mostLoad();
    }

    /// Electrical power of all machines at a load, W. Compressor heat is in it; all of it leaves with the condenser water.
    double powerW(double loadW, double leavingC, double condenserC) {
        if (running == 0 || loadW <= 0) {
            loadRatio = 0;
            return 0;
        }
        double unitW = unitCapacityW(leavingC, condenserC);
        loadRatio = loadW / (running * unitW);
        double input = unitW * fullLoadInput * curves.energyInputRatio(leavingC, condenserC);
        return running * input * partLoad(loadRatio);
    }

    /// Below the site's minimum load the machine cycles or throws hot gas: power falls in proportion from there.
    private double partLoad(double load) {
        return load >= leastLoad
                ? curves.partLoadRatio(load)
                : curves.partLoadRatio(leastLoad) * load / leastLoad;
    }

    int running() {
        return running;
    }

    /// Starts of machines since the beginning.
    int starts() {
        return starts;
    }

    /// Load of each running machine / its capacity.
    double loadRatio() {
        return loadRatio;
    }
}
