package dev.ondol.facility.market;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.config.RecordReader;
import dev.ondol.facility.market.MarketData.Days;
import dev.ondol.facility.market.MarketData.LevelHours;
import dev.ondol.facility.market.MarketData.SeasonPrices;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;

/// What a kWh costs and emits at an instant, at the local hours of a site. Immutable; safe for all threads.
public final class EnergyMarket {
    private static final String KOREA = "kr-2026-04-16.yaml";
    private static final int WEEKDAY = 0;
    private static final int SATURDAY = 1;
    private static final int SUNDAY = 2;
    private static final double DAY_MILLIS = 24 * 3_600_000.0;
    /// Days of a mean month.
    private static final double MONTH_DAYS = 365.25 / 12;

    private final MarketData data;
    private final ZoneId zone;
    /// By month, kind of day and hour.
    private final LoadLevel[][][] levels = new LoadLevel[12][3][24];
    private final SeasonPrices[] prices = new SeasonPrices[12];

    public EnergyMarket(MarketData data, ZoneId zone) {
        this.data = data;
        this.zone = zone;
        for (LoadLevel[][] month : levels) {
            for (LoadLevel[] day : month) {
                Arrays.fill(day, LoadLevel.LIGHT);
            }
        }
        // the first row that fits counts: later rows are written first
        for (LevelHours row : data.levels().reversed()) {
            for (int month : row.months()) {
                Arrays.fill(levels[month - 1][row.days() == Days.SATURDAY ? SATURDAY : WEEKDAY], row.from(), row.to(),
                        row.level());
            }
        }
        for (SeasonPrices season : data.prices()) {
            season.months().forEach(month -> prices[month - 1] = season);
        }
    }

    /// Korea's industrial tariff (B), carbon and heat, at the local hours of the site; what Ondol ships.
    public static EnergyMarket korea(ZoneId zone) {
        try (InputStream in = EnergyMarket.class.getResourceAsStream(KOREA)) {
            if (in == null) {
                throw new IllegalStateException("The market (%s) is missing from the class path.".formatted(KOREA));
            }
            return new EnergyMarket(read(KOREA, new String(in.readAllBytes(), StandardCharsets.UTF_8)), zone);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidConfiguration e) {
            throw new IllegalStateException("A shipped market is broken.", e);
        }
    }

    /// A market from its YAML text.
    ///
    /// @param name what is read, for messages
    /// @throws InvalidConfiguration with every problem of the text and its line
    public static MarketData read(String name, String yaml) throws InvalidConfiguration {
        return RecordReader.read(name, yaml, MarketData.class);
    }

    /// The figures that do not depend on the hour.
    public MarketData data() {
        return data;
    }

    /// @param millis plant time, milliseconds since 1970-01-01T00:00Z
    public LoadLevel level(long millis) {
        ZonedDateTime time = local(millis);
        DayOfWeek day = time.getDayOfWeek();
        int kind = day == DayOfWeek.SUNDAY ? SUNDAY : day == DayOfWeek.SATURDAY ? SATURDAY : WEEKDAY;
        return levels[time.getMonthValue() - 1][kind][time.getHour()];
    }

    /// Price of a kWh.
    ///
    /// @param millis plant time, milliseconds since 1970-01-01T00:00Z
    public double pricePerKwh(long millis) {
        SeasonPrices season = prices[local(millis).getMonthValue() - 1];
        return switch (level(millis)) {
            case LIGHT -> season.light();
            case MID -> season.mid();
            case PEAK -> season.peak();
        };
    }

    /// CO2 of a kWh from the grid, kg.
    ///
    /// @param millis plant time, milliseconds since 1970-01-01T00:00Z
    public double carbonKgPerKwh(long millis) {
        return data.carbonKgPerKwh().get(local(millis).getHour());
    }

    /// Whether power drawn at that time counts for the demand charge: light hours do not.
    ///
    /// @param millis plant time, milliseconds since 1970-01-01T00:00Z
    public boolean demandCounts(long millis) {
        return level(millis) != LoadLevel.LIGHT;
    }

    /// The demand charge of a kW for so many days, as a share of a month's.
    public double demandPerKw(double days) {
        return data.demandPerKwMonth() * days / MONTH_DAYS;
    }

    /// Number of the month that a bill is for, counted through the years.
    ///
    /// @param millis plant time, milliseconds since 1970-01-01T00:00Z
    public int billingMonth(long millis) {
        ZonedDateTime time = local(millis);
        return 12 * time.getYear() + time.getMonthValue();
    }

    /// Days until the bill of that time's month is closed, above 0 to 31.
    ///
    /// @param millis plant time, milliseconds since 1970-01-01T00:00Z
    public double billingDaysLeft(long millis) {
        ZonedDateTime end = local(millis).toLocalDate().withDayOfMonth(1).plusMonths(1).atStartOfDay(zone);
        return (end.toInstant().toEpochMilli() - millis) / DAY_MILLIS;
    }

    private ZonedDateTime local(long millis) {
        return Instant.ofEpochMilli(millis).atZone(zone);
    }
}
