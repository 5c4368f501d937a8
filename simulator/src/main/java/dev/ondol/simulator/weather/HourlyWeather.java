package dev.ondol.simulator.weather;

import dev.ondol.facility.air.MoistAir;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;

/// Hourly values, interpolated linearly in between. Radiation is not interpolated: it is the mean of its hour.
///
/// A typical year has 8,760 hours and no year of its own: it repeats every year by date and hour, and February 29
/// repeats February 28. A measured series repeats from its start when its end is passed.
final class HourlyWeather implements Weather {
    static final int TYPICAL_HOURS = 8_760;
    private static final long HOUR_MILLIS = 3_600_000L;
    private static final int FEBRUARY_28 = 58;

    private final String name;
    private final long firstMillis;
    private final ZoneOffset offset;
    private final boolean typical;
    private final Sun sun;
    private final HourlyColumns columns;
    private final double[] wetBulbC;

    private HourlyWeather(String name, long firstMillis, ZoneOffset offset, boolean typical, Sun sun,
            HourlyColumns columns) {
        this.name = name;
        this.sun = sun;
        this.firstMillis = firstMillis;
        this.offset = offset;
        this.typical = typical;
        this.columns = columns;
        wetBulbC = new double[columns.hours()];
        Arrays.setAll(wetBulbC, hour -> wetBulbC(columns, hour));
        columns.splitRadiation(sun, firstMillis);
    }

    private static double wetBulbC(HourlyColumns columns, int hour) {
        double dryBulbC = columns.dryBulbC[hour];
        double vapourPa = MoistAir.saturationPressure(Math.min(columns.dewPointC[hour], dryBulbC));
        double ratio = MoistAir.humidityRatio(vapourPa, columns.pressurePa[hour]);
        return Math.min(dryBulbC, MoistAir.wetBulb(dryBulbC, ratio, columns.pressurePa[hour]));
    }

    /// A typical year; hour 0 is January 1, 00:00 at the given offset.
    ///
    /// @param year a year without February 29 in which the year begins if nobody says otherwise
    /// @param sun  as it stands at the source at the same local hours
    static Weather typicalYear(String name, int year, ZoneOffset offset, Sun sun, HourlyColumns columns) {
        if (columns.hours() != TYPICAL_HOURS) {
            throw new IllegalArgumentException(
                    "The hours (%d) of a typical year must be %d.".formatted(columns.hours(), TYPICAL_HOURS));
        }
        long first = LocalDate.of(year, 1, 1).toEpochDay() * 24 * HOUR_MILLIS - offset.getTotalSeconds() * 1000L;
        return new HourlyWeather(name, first, offset, true, sun, columns);
    }

    /// What was measured in the hours from firstMillis on.
    static Weather measured(String name, long firstMillis, Sun sun, HourlyColumns columns) {
        return new HourlyWeather(name, firstMillis, ZoneOffset.UTC, false, sun, columns);
    }

    @Override
    public WeatherSample at(long plantMillis) {
        long origin = typical ? -offset.getTotalSeconds() * 1000L : firstMillis;
        long hour = Math.floorDiv(plantMillis - origin, HOUR_MILLIS);
        double share = (double) Math.floorMod(plantMillis - origin, HOUR_MILLIS) / HOUR_MILLIS;
        int a = slot(hour);
        int b = slot(hour + 1);
        return new WeatherSample(between(columns.dryBulbC, a, b, share), between(wetBulbC, a, b, share),
                between(columns.dewPointC, a, b, share), between(columns.relativeHumidity, a, b, share),
                between(columns.windMS, a, b, share), between(columns.pressurePa, a, b, share), columns.globalWM2[a],
                columns.directWM2[a], columns.diffuseWM2[a]);
    }

    @Override
    public long firstMillis() {
        return firstMillis;
    }

    @Override
    public Optional<Sun> sun() {
        return Optional.of(sun);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean measured() {
        return !typical;
    }

    @Override
    public boolean covers(long fromMillis, long toMillis) {
        return typical || fromMillis >= firstMillis && toMillis <= firstMillis + columns.hours() * HOUR_MILLIS;
    }

    private int slot(long hour) {
        if (!typical) {
            return Math.floorMod(hour, columns.hours());
        }
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(hour, 24L));
        int day = date.getDayOfYear() - 1;
        if (date.isLeapYear() && day > FEBRUARY_28) {
            day--;
        }
        return day * 24 + Math.floorMod(hour, 24);
    }

    private static double between(double[] values, int a, int b, double share) {
        return values[a] + (values[b] - values[a]) * share;
    }
}
