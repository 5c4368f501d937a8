package dev.ondol.facility.market;

import java.util.List;

/// The text of a market's figures; its components are the keys of the YAML. Money is in the currency it names.
///
/// @param name               what it is, and since when
/// @param currency           of all money
/// @param levels             load levels; the first that fits counts, no row: light
/// @param prices             of a kWh; every month stands once
/// @param demandPerKwMonth   for the highest quarter of an hour of a month
/// @param carbonKgPerKwh     by hour of the day, 24 values
/// @param heatPerKwh         paid for heat delivered
/// @param heatSparesKgPerKwh CO2 that a district is spared by heat delivered
/// @param carbonPerKg        what CO2 counts in decisions
/// @param wearPerKwh         what a kWh drawn from battery cells counts in decisions
public record MarketData(String name, String currency, List<LevelHours> levels, List<SeasonPrices> prices,
        double demandPerKwMonth, List<Double> carbonKgPerKwh, double heatPerKwh, double heatSparesKgPerKwh,
        double carbonPerKg, double wearPerKwh) {
    private static final int HOURS = 24;
    private static final int MONTHS = 12;

    /// Days that a row of load levels is for.
    public enum Days {
        WEEKDAY, SATURDAY
    }

    /// @param from first hour
    /// @param to   exclusive
    public record LevelHours(List<Integer> months, Days days, int from, int to, LoadLevel level) {
        public LevelHours {
            months = copied(months);
            if (from < 0 || from >= to || to > HOURS) {
                throw new IllegalArgumentException("The hours (%d to %d) must be in 0 to 24.".formatted(from, to));
            }
        }
    }

    /// Prices of a kWh.
    public record SeasonPrices(List<Integer> months, double light, double mid, double peak) {
        public SeasonPrices {
            months = copied(months);
            notNegative(light, "light");
            notNegative(mid, "mid");
            notNegative(peak, "peak");
        }
    }

    public MarketData {
        levels = List.copyOf(levels);
        prices = List.copyOf(prices);
        carbonKgPerKwh = List.copyOf(carbonKgPerKwh);
        long months = prices.stream().flatMap(season -> season.months().stream()).distinct().count();
        int named = prices.stream().mapToInt(season -> season.months().size()).sum();
        if (months != MONTHS || named != MONTHS) {
            throw new IllegalArgumentException("The prices must name each of the 12 months once, they name %d."
                    .formatted(named));
        }
        if (carbonKgPerKwh.size() != HOURS) {
            throw new IllegalArgumentException("The carbonKgPerKwh (%d values) must be 24.".formatted(carbonKgPerKwh
                    .size()));
        }
        carbonKgPerKwh.forEach(kg -> notNegative(kg, "carbonKgPerKwh"));
        notNegative(demandPerKwMonth, "demandPerKwMonth");
        notNegative(heatPerKwh, "heatPerKwh");
        notNegative(heatSparesKgPerKwh, "heatSparesKgPerKwh");
        notNegative(carbonPerKg, "carbonPerKg");
        notNegative(wearPerKwh, "wearPerKwh");
    }

    private static List<Integer> copied(List<Integer> months) {
        for (int month : months) {
            if (month < 1 || month > MONTHS) {
                throw new IllegalArgumentException("The month (%d) must be 1 to 12.".formatted(month));
            }
        }
        return List.copyOf(months);
    }

    private static void notNegative(double value, String name) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException("The %s (%s) must not be negative.".formatted(name, value));
        }
    }
}
