package dev.ondol.optimizer.price;

import dev.ondol.facility.market.EnergyMarket;
import dev.ondol.facility.market.Money;
import dev.ondol.facility.site.Site;
import java.util.function.LongToDoubleFunction;

/// Means of a market over time spans. Immutable; safe for all threads.
public final class Tariff {
    /// Prices and carbon change with the local hour, and hours of all time zones begin at a quarter of an hour.
    private static final long QUARTER_MS = 15 * 60_000;
    private static final long HOUR_MS = 4 * QUARTER_MS;
    /// Longer spans are looked at by the hour.
    private static final long LONG_MS = 48 * HOUR_MS;

    private final EnergyMarket market;

    public Tariff(EnergyMarket market) {
        this.market = market;
    }

    /// Of the market that Ondol ships, at the local hours of the site.
    public static Tariff of(Site site) {
        return new Tariff(EnergyMarket.korea(site.location().zone()));
    }

    /// Mean price of a kWh over a span; of the instant `from` where the span is empty.
    ///
    /// @param from plant time in milliseconds
    /// @param to   plant time in milliseconds
    public double pricePerKwh(long from, long to) {
        return mean(from, to, market::pricePerKwh);
    }

    /// Mean CO2 of a kWh from the grid over a span, kg; of the instant `from` where the span is empty.
    ///
    /// @param from plant time in milliseconds
    /// @param to   plant time in milliseconds
    public double carbonKgPerKwh(long from, long to) {
        return mean(from, to, market::carbonKgPerKwh);
    }

    public Money money(double amount) {
        return new Money(amount, market.data().currency());
    }

    private static double mean(long from, long to, LongToDoubleFunction at) {
        if (to <= from) {
            return at.applyAsDouble(from);
        }
        long step = to - from > LONG_MS ? HOUR_MS : QUARTER_MS;
        double sum = 0;
        for (long begin = from; begin < to;) {
            long end = Math.min(to, (Math.floorDiv(begin, step) + 1) * step);
            sum += at.applyAsDouble(begin) * (end - begin);
            begin = end;
        }
        return sum / (to - from);
    }
}
