package dev.ondol.simulator.electrical;

import dev.ondol.facility.site.Electrical;
import dev.ondol.facility.site.Electrical.Distribution;
import dev.ondol.facility.site.Electrical.Loss;
import dev.ondol.facility.site.Electrical.Ups;
import dev.ondol.facility.site.Site;
import java.util.Arrays;

/// Distribution and uninterruptible supplies. The supplies carry the IT load and its distribution loss; each of the sides
/// takes an equal share, as servers with two feeds draw it; a side without any module in service gives its share to the others.
/// Loss of a module is quadratic in its load (the no-load, proportional and square terms of Schneider
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
    /// Modules in service on each side.
    private final int[] inService;
    private boolean sound = true;
    private boolean fed = true;
    private boolean rotating;
    private boolean eco;
    /// Modules that are wanted on each side; 0 where nobody has said.
    private int wanted;

    public PowerChain(Site site) {
        spec = site.electrical();
        rotating = spec.ups().moduleRotation();
        inService = new int[spec.ups().sides()];
        Arrays.fill(inService, spec.ups().modules());
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

    /// Wants eco mode, or double conversion. Supplies that have left eco mode by themselves stay out of it until it is wanted again.
    ///
    /// @return false where they refuse: they have no eco mode, or a fault
    public boolean wantEco(boolean wanted) {
        if (wanted && (spec.ups().eco().isEmpty() || faulty())) {
            return false;
        }
        eco = wanted;
        return true;
    }

    /// Whether they run in eco mode.
    public boolean eco() {
        return eco;
    }

    /// Tells whether what feeds the supplies is within tolerance. Where it is not, they leave eco mode within milliseconds.
    public void fed(boolean within) {
        fed = within;
        eco &= !faulty();
    }

    /// Whether a module is out of service or the feed is out of tolerance.
    public boolean faulty() {
        return !sound || !fed;
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
        if (sound) {
            double sideW = outW / ups.sides();
            double sideRatedW = modulesRunning(sideW, ups.modules()) * ups.moduleW();
            return ups.sides() * sideRatedW * loss.at(sideW / sideRatedW);
        }
        double sum = 0;
        for (int side = 0; side < inService.length; side++) {
            double sideW = sideW(side, outW);
            double ratedW = modulesRunning(sideW, inService[side]) * ups.moduleW();
            sum += ratedW > 0 ? ratedW * loss.at(sideW / ratedW) : 0;
        }
        return sum;
    }

    /// Says how many modules of a side are in service; the others carry their load. Where one is missing the supplies leave eco mode.
    ///
    /// @param side    from 0
    /// @param modules 0 and up
    public void inService(int side, int modules) {
        inService[side] = modules;
        sound = Arrays.stream(inService).allMatch(all -> all == spec.ups().modules());
        eco &= !faulty();
    }

    /// Power through a side, W. Where no side has a module left, the static bypasses carry the load, in equal shares.
    private double sideW(int side, double outW) {
        int carrying = 0;
        for (int modules : inService) {
            carrying += modules > 0 ? 1 : 0;
        }
        if (carrying == 0) {
            return outW / inService.length;
        }
        return inService[side] > 0 ? outW / carrying : 0;
    }

    /// Load of the modules of a side that run / their rated power; above 1 it is overloaded, 0 where none is in service.
    ///
    /// @param side from 0
    public double upsLoad(int side, double outW) {
        double sideW = sideW(side, outW);
        double ratedW = modulesRunning(sideW, inService[side]) * spec.ups().moduleW();
        return ratedW > 0 ? sideW / ratedW : 0;
    }

    /// Load of the most loaded side's modules / their rated power.
    public double upsLoad(double outW) {
        double most = 0;
        for (int side = 0; side < inService.length; side++) {
            most = Math.max(most, upsLoad(side, outW));
        }
        return most;
    }

    /// Whether a side carries more than its modules in service are rated for; with none in service, any load at all that is
    /// left to its bypass.
    ///
    /// @param side from 0
    public boolean overloaded(int side, double outW) {
        return sideW(side, outW) > inService[side] * spec.ups().moduleW();
    }

    /// Modules that run on a side, n = ceil(P / (0.8 P_module)) + spares when they rotate, at most all in service.
    ///
    /// @param sideW   power through the side, W
    /// @param modules in service on that side
    int modulesRunning(double sideW, int modules) {
        Ups ups = spec.ups();
        if (!rotating && wanted == 0) {
            return modules;
        }
        int needed = Math.max(1, (int) Math.ceil(sideW / (ROTATED_LOAD * ups.moduleW()))) + ups.redundantModules();
        return Math.min(modules, Math.max(needed, wanted));
    }

    /// Wants so many modules to run on each side. More run where the load needs them: as many as carry it at 80 %, and the
    /// spares; a module that was asleep carries load within milliseconds.
    ///
    /// @param modules 1 and up; 0 leaves it to the supplies
    public void want(int modules) {
        wanted = modules;
    }

    /// Modules that are wanted on each side; all of them where nobody has said.
    public int wanted() {
        return wanted == 0 ? spec.ups().modules() : wanted;
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
