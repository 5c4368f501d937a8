package dev.ondol.simulator.liquid;

import dev.ondol.facility.air.Water;
import dev.ondol.facility.site.CoolingPlant.Tank;

/// A stratified tank of chilled water beside the loop: a cold layer below a warm one, each well mixed, with a sharp border that
/// moves as water passes through. It charges with supply water and discharges against return water; its walls let a little
/// heat in. Mass and heat are conserved exactly. Not asked for anything, it only warms up, by a degree in some weeks.
public final class StorageTank {
    /// Heat transfer of the insulated walls, W/(m2 K), and wall per volume^(2/3) of a cylinder twice as high as wide.
    private static final double WALL_W_M2_K = 0.3;
    private static final double WALL_SHAPE = 5.54;
    /// Both layers keep a rest of the tank.
    private static final double LEAST_LAYER = 0.02;
    private static final double LEAST_DIFFERENCE_K = 0.5;

    private final double massKg;
    private final double wallWK;

    private double coldKg;
    private double coldC;
    private double warmC;
    private double wantedW;
    private double tookW;
    private double gainW;
    private double imbalanceW;

    /// A tank full of cold water.
    ///
    /// @param coldC its temperature, Celsius
    public StorageTank(Tank spec, double coldC) {
        massKg = spec.volumeM3() * Water.density(coldC);
        wallWK = WALL_W_M2_K * WALL_SHAPE * Math.cbrt(spec.volumeM3() * spec.volumeM3());
        coldKg = (1 - LEAST_LAYER) * massKg;
        this.coldC = coldC;
        warmC = coldC + spec.deltaK();
    }

    /// What the tank is asked to take out of the loop until told otherwise, W; negative charges it, 0 leaves it idle.
    public void want(double watts) {
        wantedW = watts;
    }

    /// One step. Returns the heat that the tank takes out of the loop, W; negative while it charges.
    ///
    /// @param supplyC supply of the loop, Celsius
    /// @param returnC return of the loop, Celsius
    /// @param mostKgS most water that may pass, kg/s
    public double exchange(double seconds, double supplyC, double returnC, double mostKgS, double outdoorC) {
        double beforeJ = energyJ();
        if (wantedW > 0 && returnC - coldC > LEAST_DIFFERENCE_K) {
            discharge(seconds, returnC, mostKgS);
        } else if (wantedW < 0 && warmC - supplyC > LEAST_DIFFERENCE_K) {
            charge(seconds, supplyC, mostKgS);
        } else {
            tookW = 0;
        }
        warmUp(seconds, outdoorC);
        imbalanceW = tookW + gainW - (energyJ() - beforeJ) / seconds;
        return tookW;
    }

    private void discharge(double seconds, double returnC, double mostKgS) {
        double asked = wantedW / (Water.SPECIFIC_HEAT * (returnC - coldC));
        double kgS = Math.min(Math.min(asked, mostKgS), Math.max(0, coldKg - LEAST_LAYER * massKg) / seconds);
        tookW = kgS * Water.SPECIFIC_HEAT * (returnC - coldC);
        double passedKg = kgS * seconds;
        double warmKg = massKg - coldKg;
        warmC = (warmKg * warmC + passedKg * returnC) / (warmKg + passedKg);
        coldKg -= passedKg;
    }

    private void charge(double seconds, double supplyC, double mostKgS) {
        double asked = -wantedW / (Water.SPECIFIC_HEAT * (warmC - supplyC));
        double kgS = Math.min(Math.min(asked, mostKgS),
                Math.max(0, massKg * (1 - LEAST_LAYER) - coldKg) / seconds);
        tookW = -kgS * Water.SPECIFIC_HEAT * (warmC - supplyC);
        double passedKg = kgS * seconds;
        coldC = (coldKg * coldC + passedKg * supplyC) / (coldKg + passedKg);
        coldKg += passedKg;
    }

    private void warmUp(double seconds, double outdoorC) {
        double decay = Math.exp(-seconds * wallWK / (massKg * Water.SPECIFIC_HEAT));
        double before = energyJ();
        coldC = outdoorC + (coldC - outdoorC) * decay;
        warmC = outdoorC + (warmC - outdoorC) * decay;
        gainW = (energyJ() - before) / seconds;
    }

    /// Heat that the walls let in, W.
    public double gainW() {
        return gainW;
    }

    /// Share of the tank that is cold, 0 to 1.
    public double cold() {
        return coldKg / massKg;
    }

    public double coldC() {
        return coldC;
    }

    public double warmC() {
        return warmC;
    }

    /// Heat taken out of the loop in the last step, W.
    public double tookW() {
        return tookW;
    }

    public double energyJ() {
        return Water.SPECIFIC_HEAT * (coldKg * coldC + (massKg - coldKg) * warmC);
    }

    public double imbalanceW() {
        return imbalanceW;
    }
}
