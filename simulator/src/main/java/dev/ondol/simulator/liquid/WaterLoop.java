package dev.ondol.simulator.liquid;

/// The content of a closed loop as two well-mixed volumes: supply (behind the machines that cool) and return (behind the
/// loads that heat). Both are integrated exactly over a step (exponentials), so any step is stable, and the heat that the
/// machines take out equals flow x (mean return - supply leaving the machines) without a remainder.
///
/// Use: [#begin], ask [#returnIf] or [#leavingFor], then [#finish].
public final class WaterLoop {
    private final double supplyJK;
    private final double returnJK;
    private double supplyC;
    private double returnC;

    private double seconds;
    private double flowWK;
    private double heatW;
    private double supplyDecay;
    private double supplyShare;
    private double returnDecay;
    private double returnShare;

    private double extractedW;
    private double storedW;

    /// @param supplyJK heat capacity of the supply volume, J/K
    /// @param returnJK heat capacity of the return volume, J/K
    public WaterLoop(double supplyJK, double returnJK, double supplyC, double returnC) {
        this.supplyJK = supplyJK;
        this.returnJK = returnJK;
        this.supplyC = supplyC;
        this.returnC = returnC;
    }

    public double supplyC() {
        return supplyC;
    }

    public double returnC() {
        return returnC;
    }

    /// Starts a step.
    ///
    /// @param flowWK capacity rate through the loop, W/K, above 0
    /// @param heatW  heat from loads and pumps into the loop, W
    public void begin(double seconds, double flowWK, double heatW) {
        if (!(flowWK > 0 && seconds > 0)) {
            throw new IllegalArgumentException(
                    "The flow (%s W/K) and the step (%s s) must be positive.".formatted(flowWK,
                            seconds));
        }
        this.seconds = seconds;
        this.flowWK = flowWK;
        this.heatW = heatW;
        double a = seconds * flowWK / supplyJK;
        double b = seconds * flowWK / returnJK;
        // 1 - exp(-a) rather than expm1: a is above 1e-3 here, exp is much faster, and the same rounded exp in content and
        // mean flow closes the balance.
        supplyDecay = Math.exp(-a);
        supplyShare = (1 - supplyDecay) / a;
        returnDecay = Math.exp(-b);
        returnShare = (1 - returnDecay) / b;
    }

    /// Mean return temperature of the step if the machines' leaving temperature is this.
    public double returnIf(double leavingC) {
        double meanSupply = leavingC + (supplyC - leavingC) * supplyShare;
        double mixed = meanSupply + heatW / flowWK;
        return mixed + (returnC - mixed) * returnShare;
    }

    /// The leaving temperature at which the machines take out this heat.
    public double leavingFor(double extractW) {
        double atZero = returnIf(0);
        double slope = (1 - supplyShare) * (1 - returnShare);
        return (atZero - extractW / flowWK) / (1 - slope);
    }

    /// Ends the step with this leaving temperature. Returns the heat taken out by the machines, W.
    public double finish(double leavingC) {
        double beforeJ = energyJ();
        double meanSupply = leavingC + (supplyC - leavingC) * supplyShare;
        double mixed = meanSupply + heatW / flowWK;
        double meanReturn = mixed + (returnC - mixed) * returnShare;
        supplyC = leavingC + (supplyC - leavingC) * supplyDecay;
        returnC = mixed + (returnC - mixed) * returnDecay;
        extractedW = flowWK * (meanReturn - leavingC);
        storedW = (energyJ() - beforeJ) / seconds;
        return extractedW;
    }

    /// Heat in - heat out - change of content in the last step, W; 0 but for rounding.
    public double imbalanceW() {
        return heatW - extractedW - storedW;
    }

    /// Heat content above 0 C, J.
    public double energyJ() {
        return supplyJK * supplyC + returnJK * returnC;
    }
}
