package dev.ondol.optimizer.dispatch;

import dev.ondol.facility.market.EnergyMarket;

/// The highest quarter of an hour of the billing month so far, from looks at the grid's meter, as far as it counts for the demand
/// charge. One thread.
final class DemandPeak {
    private static final long QUARTER = 900_000;
    /// A look tells of the time just before it.
    private static final long BEFORE = 60_000;

    private final EnergyMarket market;
    private int month = Integer.MIN_VALUE;
    private long quarter = Long.MIN_VALUE;
    private double sumKw;
    private int looks;
    private double peakKw;

    DemandPeak(EnergyMarket market) {
        this.market = market;
    }

    /// @param time plant time in milliseconds
    void observe(long time, double importKw) {
        long seen = time - BEFORE;
        if (market.billingMonth(seen) != month) {
            month = market.billingMonth(seen);
            peakKw = 0;
            looks = 0;
        }
        if (Math.floorDiv(seen, QUARTER) != quarter) {
            quarter = Math.floorDiv(seen, QUARTER);
            looks = 0;
            sumKw = 0;
        }
        if (market.demandCounts(seen)) {
            sumKw += importKw;
            looks++;
        }
        if (looks > 0 && time - quarter * QUARTER >= QUARTER) {
            peakKw = Math.max(peakKw, sumKw / looks);
        }
    }

    /// kW; 0 before anything counted.
    double kw() {
        return peakKw;
    }
}
