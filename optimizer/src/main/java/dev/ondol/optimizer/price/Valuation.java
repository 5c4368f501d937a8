package dev.ondol.optimizer.price;

import dev.ondol.facility.plan.Weights;
import dev.ondol.facility.site.Site;
import dev.ondol.optimizer.model.Evaporation;
import dev.ondol.optimizer.model.Outdoor;
import java.util.Arrays;
import java.util.List;

/// What a kWh and a litre count in each stage of a horizon, by the operator's weights, in CO2 and in money. CO2 and money weigh by
/// the ratio of the stage's mean to the horizon's: a plan moves work between hours, not between days. Immutable.
public final class Valuation {
    /// Litres that weigh as much as a kWh where both weights are equal: the mean use of water of data centers for a kWh of IT
    /// (Shehabi et al., United States Data Center Energy Usage Report, LBNL-1005775, 2016).
    private static final double LITRES_A_KWH = 1.8;
    private static final long MINUTE = 60_000;

    private final double[] energyWeight;
    private final double[] towerHeatWeight;
    private final double[] kgPerKwh;
    private final double[] pricePerKwh;
    private final double[] litresPerKwh;
    private final double meanKgPerKwh;
    private final double meanPricePerKwh;

    private Valuation(int stages) {
        energyWeight = new double[stages];
        Arrays.fill(energyWeight, 1);
        towerHeatWeight = new double[stages];
        kgPerKwh = new double[stages];
        pricePerKwh = new double[stages];
        litresPerKwh = new double[stages];
        meanKgPerKwh = 0;
        meanPricePerKwh = 0;
    }

    private Valuation(Weights of, double[] kgPerKwh, double[] pricePerKwh, double[] litresPerKwh, double meanKgPerKwh,
            double meanPricePerKwh) {
        Weights weights = of.normal();
        this.kgPerKwh = kgPerKwh;
        this.pricePerKwh = pricePerKwh;
        this.litresPerKwh = litresPerKwh;
        this.meanKgPerKwh = meanKgPerKwh;
        this.meanPricePerKwh = meanPricePerKwh;
        energyWeight = new double[kgPerKwh.length];
        towerHeatWeight = new double[kgPerKwh.length];
        for (int stage = 0; stage < energyWeight.length; stage++) {
            energyWeight[stage] = weights.energy() + weights.carbon() * ratio(kgPerKwh[stage], meanKgPerKwh)
                    + weights.money() * ratio(pricePerKwh[stage], meanPricePerKwh);
            towerHeatWeight[stage] = weights.water() * litresPerKwh[stage] / LITRES_A_KWH;
        }
    }

    private static double ratio(double value, double mean) {
        return mean > 0 ? value / mean : 1;
    }

    /// Energy alone, of no known price.
    public static Valuation energy(int stages) {
        return new Valuation(stages);
    }

    /// @param cycle   plant time in milliseconds at which the horizon begins
    /// @param bounds  minutes after it at which stages begin, and the end of the last one
    /// @param weather of each stage
    public static Valuation of(Site site, Tariff tariff, Weights weights, long cycle, int[] bounds,
            List<Outdoor> weather) {
        int stages = bounds.length - 1;
        double[] kg = new double[stages];
        double[] price = new double[stages];
        double[] litres = new double[stages];
        for (int stage = 0; stage < stages; stage++) {
            long from = cycle + bounds[stage] * MINUTE;
            long to = cycle + bounds[stage + 1] * MINUTE;
            kg[stage] = tariff.carbonKgPerKwh(from, to);
            price[stage] = tariff.pricePerKwh(from, to);
            litres[stage] = Evaporation.litresPerKwh(site, weather.get(stage));
        }
        long end = cycle + bounds[stages] * MINUTE;
        return new Valuation(weights, kg, price, litres, tariff.carbonKgPerKwh(cycle, end), tariff.pricePerKwh(cycle,
                end));
    }

    /// The same hours and weather by other weights.
    public Valuation by(Weights weights) {
        return new Valuation(weights, kgPerKwh, pricePerKwh, litresPerKwh, meanKgPerKwh, meanPricePerKwh);
    }

    /// What an hour of a stage counts in the score, Wh of the day's mean; the facility's power itself for energy alone.
    ///
    /// @param towerHeatW heat that the cooling towers reject, W
    public double weighted(int stage, double facilityW, double towerHeatW) {
        return facilityW * energyWeight[stage] + towerHeatW * towerHeatWeight[stage];
    }

    /// CO2 of a kWh in a stage, kg.
    public double kgPerKwh(int stage) {
        return kgPerKwh[stage];
    }

    /// Price of a kWh in a stage.
    public double pricePerKwh(int stage) {
        return pricePerKwh[stage];
    }

    /// Make-up water for a kWh that towers reject in a stage, litres.
    public double litresPerKwh(int stage) {
        return litresPerKwh[stage];
    }

    /// CO2 of a kWh at the mean of the horizon, kg.
    public double meanKgPerKwh() {
        return meanKgPerKwh;
    }

    /// Price of a kWh at the mean of the horizon.
    public double meanPricePerKwh() {
        return meanPricePerKwh;
    }
}
