package dev.ondol.optimizer.dispatch;

import dev.ondol.facility.market.EnergyMarket;

/// The highest quarter of an hour of the billing month so far, from looks at the grid's meter, as far as it counts for the demand
/// charge. One thread.
final class DemandPeak {
    private static final long QUARTER = 900_000;
    private static final double DAY = 24 * 3_600_000.0;
    /// A look tells of the time just before it.
    private static final long BEFORE = 60_000;

    private final EnergyMarket market;
    private int month = Integer.MIN_VALUE;
    private long quarter = Long.MIN_VALUE;
    private double sumKw;
    private int looks;
    private double peakKw;
    private long since;

    DemandPeak(EnergyMarket market) {
        this.market = market;
    }

    /// @param time plant time in milliseconds
    void observe(long time, double importKw) {
        long seen = time - BEFORE;
        if (market.billingMonth(seen) != month) {
            month = market.billingMonth(seen);
            peakKw = 0;
            since = seen;
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

    /// Chance that a new peak of now stays the month's: of like days, that of the d-th is the highest of n in d of n cases (records of
    /// exchangeable variables; Rényi, 1962). Days before the first look are not known.
    ///
    /// @param now plant time in milliseconds
    double staying(long now) {
        double watched = 1 + Math.max(0, now - since) / DAY;
        return watched / (watched + market.billingDaysLeft(now));
    }

    /// kW; 0 before anything counted.
    double kw() {
        return peakKw;
    }
}
