package dev.ondol.simulator.plant;

import dev.ondol.facility.site.CoolingPlant.Chillers;
import java.util.Arrays;

/// All chillers of the plant, alike, sharing the load in proportion to what each can take. Published curves are scaled so that
/// capacity and COP are met at the site's reference point. Staging is local: a machine starts when the others are loaded and
/// stops when they can carry the load. Each keeps at least 15 minutes of running, 10 minutes of standstill and half an hour
/// from start to start (two starts an hour), and comes up to capacity over three minutes. The machine that has stood longest
/// starts, the one that has run longest stops.
final class ChillerBank {
    private static final double LEAST_ON_SECONDS = 900;
    private static final double LEAST_OFF_SECONDS = 600;
    private static final double START_TO_START_SECONDS = 1800;
    private static final double RAMP_SECONDS = 180;
    /// Between two changes of the number of machines, and where the running ones cannot carry the load.
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

    private final boolean[] on;
    private final boolean[] tripped;
    private final double[] sinceChange;
    private final double[] sinceStart;
    private final double[] ramp;
    private double sinceStaged = RESTAGE_SECONDS;
    private boolean settled;
    private int running;
    private int starts;
    private double rampSum;
    private double loadRatio;

    /// Water-cooled machines; without a named machine those of the drive.
    static ChillerBank waterCooled(Chillers spec) {
        return new ChillerBank(spec,
                ChillerCatalog.curves(spec)
                        .orElse(spec.variableSpeed() ? ChillerCurves.VARIABLE_SPEED : ChillerCurves.CONSTANT_SPEED),
                0);
    }

    /// Air-cooled machines.
    ///
    /// @param fanRatio power of the condenser fans at the reference / capacity; in the COP of the site, not in [#powerW]
    static ChillerBank airCooled(Chillers spec, double fanRatio) {
        return new ChillerBank(spec, ChillerCatalog.curves(spec).orElse(ChillerCurves.AIR_COOLED), fanRatio);
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
        on = new boolean[units];
        tripped = new boolean[units];
        sinceChange = new double[units];
        sinceStart = new double[units];
        ramp = new double[units];
        Arrays.fill(sinceChange, START_TO_START_SECONDS);
        Arrays.fill(sinceStart, START_TO_START_SECONDS);
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
            settle(wantedW, unitW);
        }
        age(seconds);
        sinceStaged += seconds;
        boolean calm = sinceStaged >= RESTAGE_SECONDS;
        if (running == 0) {
            if (needed || wantedW > START_LOAD * unitW && calm) {
                start();
            }
            return;
        }
        double load = wantedW / (running * unitW);
        boolean shortOfCapacity = load > curves.mostLoad() && sinceStaged >= SHORTAGE_SECONDS;
        if (shortOfCapacity || load > upAbove && calm) {
            start();
        } else if (calm) {
            boolean spare = running > 1
                    ? wantedW < downBelow * (running - 1) * unitW
                    : !needed && wantedW < START_LOAD / 2 * unitW;
            if (spare) {
                stop();
            }
        }
    }

    /// The machines that ran before the first step.
    private void settle(double wantedW, double unitW) {
        settled = true;
        running = Math.clamp((int) Math.ceil(wantedW / (upAbove * unitW)), 0, units);
        starts = running;
        for (int i = 0; i < running; i++) {
            on[i] = true;
            ramp[i] = 1;
        }
        rampSum = running;
    }

    private void age(double seconds) {
        rampSum = 0;
        for (int i = 0; i < units; i++) {
            sinceChange[i] += seconds;
            sinceStart[i] += seconds;
            ramp[i] = on[i] ? Math.min(1, ramp[i] + seconds / RAMP_SECONDS) : 0;
            rampSum += ramp[i];
        }
    }

    private void start() {
        int best = -1;
        for (int i = 0; i < units; i++) {
            boolean ready = !on[i] && !tripped[i] && sinceChange[i] >= LEAST_OFF_SECONDS
                    && sinceStart[i] >= START_TO_START_SECONDS;
            if (ready && (best < 0 || sinceChange[i] > sinceChange[best])) {
                best = i;
            }
        }
        if (best >= 0) {
            on[best] = true;
            sinceChange[best] = 0;
            sinceStart[best] = 0;
            sinceStaged = 0;
            running++;
            starts++;
        }
    }

    private void stop() {
        int best = -1;
        for (int i = 0; i < units; i++) {
            if (on[i] && sinceChange[i] >= LEAST_ON_SECONDS && (best < 0 || sinceChange[i] > sinceChange[best])) {
                best = i;
            }
        }
        if (best >= 0) {
            off(best);
            sinceStaged = 0;
        }
    }

    private void off(int unit) {
        on[unit] = false;
        rampSum -= ramp[unit];
        ramp[unit] = 0;
        sinceChange[unit] = 0;
        running--;
    }

    /// Takes a machine out of service at once, or gives it back to the sequence.
    ///
    /// @param unit 0 and up
    void trip(int unit, boolean out) {
        tripped[unit] = out;
        if (out && on[unit]) {
            off(unit);
        }
    }

    /// Most heat that the running machines can take, W.
    double availableW(double leavingC, double condenserC) {
        return rampSum * unitCapacityW(leavingC, condenserC) * curves.mostLoad();
    }

    /// Electrical power of all machines at a load, W. Compressor heat is in it; all of it leaves with the condenser water.
    double powerW(double loadW, double leavingC, double condenserC) {
        if (rampSum <= 0 || loadW <= 0) {
            loadRatio = 0;
            return 0;
        }
        double unitW = unitCapacityW(leavingC, condenserC);
        loadRatio = loadW / (rampSum * unitW);
        double sum = 0;
        for (int i = 0; i < units; i++) {
            sum += ramp[i] > 0 ? partLoad(loadRatio * ramp[i]) : 0;
        }
        return unitW * fullLoadInput * curves.energyInputRatio(leavingC, condenserC) * sum;
    }

    /// Below the site's minimum load the machine cycles or throws hot gas: power falls in proportion from there.
    private double partLoad(double load) {
        return load >= leastLoad
                ? curves.partLoadRatio(load)
                : curves.partLoadRatio(leastLoad) * load / leastLoad;
    }

    /// True where running machines are outside of the temperatures that their curves were measured at.
    boolean beyondCurves(double leavingC, double condenserC) {
        return running > 0 && !curves.range().contains(leavingC, condenserC);
    }

    int running() {
        return running;
    }

    boolean running(int unit) {
        return on[unit];
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
