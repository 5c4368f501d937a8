package dev.ondol.simulator.weather;

import dev.ondol.simulator.weather.MonthlyNormals.Month;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/// Generates a typical year from monthly normals. Daily means follow a first-order autoregression (persistence 0.7)
/// around a smooth course of the year, standardised in each month so that the year is typical; hours follow a cosine
/// that peaks at 15 h and is wide on clear days; radiation is that of a clear sky dimmed by day; the dew point follows the anomaly of the temperature and never passes
/// the dry-bulb. The means of each month come out as the normals say. The same seed gives the same year.
final class TypicalYear {
    /// The year in which a typical year begins if nobody says otherwise; it has no February 29.
    static final int YEAR = 2026;
    private static final long HOUR_MILLIS = 3_600_000L;
    private static final int DAYS = 365;
    private static final double PERSISTENCE = 0.7;
    private static final double DEW_POINT_FOLLOWS = 0.7;
    private static final double DEW_POINT_SD_K = 1.5;
    private static final double SATURATION_GAP_K = 0.2;
    private static final double MOST_OF_CLEAR_SKY = 1.12;
    private static final int[] MONTH_OF_DAY = monthOfDay();
    private static final int ROUNDS = 6;

    private final MonthlyNormals normals;
    private final double[] anomalyK;
    private final double[] dewNoiseK;
    private final double[] clearness;
    private final double[] windFactor;

    private TypicalYear(MonthlyNormals normals, long seed) {
        this.normals = normals;
        Random random = new Random(seed * 0x9E3779B97F4A7C15L + normals.city().hashCode());
        anomalyK = standardised(autoregression(random));
        for (int day = 0; day < DAYS; day++) {
            anomalyK[day] *= month(day).dayMeanSdK();
        }
        dewNoiseK = standardised(autoregression(random));
        clearness = new double[DAYS];
        windFactor = new double[DAYS];
        for (int day = 0; day < DAYS; day++) {
            dewNoiseK[day] *= DEW_POINT_SD_K;
            clearness[day] = random.nextDouble();
            windFactor[day] = Math.exp(0.4 * random.nextGaussian() - 0.08);
        }
    }

    static Weather of(MonthlyNormals normals, ZoneOffset offset, long seed) {
        return of(normals.city(), normals, offset, seed);
    }

    /// The same under a name of its own.
    static Weather of(String name, MonthlyNormals normals, ZoneOffset offset, long seed) {
        // On the meridian of its time: noon is at 12 but for the equation of time, wherever the year is tried.
        Sun sun = new Sun(normals.latitude(), offset.getTotalSeconds() / 240.0, 0);
        return HourlyWeather.typicalYear(name, YEAR, offset, sun,
                new TypicalYear(normals, seed).hours(sun, offset));
    }

    private HourlyColumns hours(Sun sun, ZoneOffset offset) {
        long first = LocalDate.of(YEAR, 1, 1).atStartOfDay().toInstant(offset).toEpochMilli();
        HourlyColumns columns = new HourlyColumns(HourlyWeather.TYPICAL_HOURS);
        double[] temperatureKnots = knots(Month::dryBulbC);
        double[] dewKnots = knots(Month::dewPointC);
        for (int round = 0; round < ROUNDS; round++) {
            temperatures(columns, temperatureKnots);
            correct(temperatureKnots, columns.dryBulbC, Month::dryBulbC);
        }
        temperatures(columns, temperatureKnots);
        for (int round = 0; round < ROUNDS; round++) {
            dewPoints(columns, dewKnots);
            correct(dewKnots, columns.dewPointC, Month::dewPointC);
        }
        dewPoints(columns, dewKnots);
        columns.humidityFromDewPoint();
        double[] pressureKnots = knots(Month::pressurePa);
        for (int hour = 0; hour < columns.hours(); hour++) {
            int day = hour / 24;
            columns.pressurePa[hour] = seasonal(pressureKnots, day + hour % 24 / 24.0);
            columns.windMS[hour] = windFactor[day] * (1 + 0.25 * daily(hour % 24, 14));
            columns.globalWM2[hour] = CloudySky.clearWM2(sun.meanSine(first + hour * HOUR_MILLIS, HOUR_MILLIS));
        }
        clouds(columns.globalWM2);
        scale(columns.windMS, Month::windMS);
        scale(columns.globalWM2, month -> month.globalWhM2() / 24);
        return columns;
    }

    private void temperatures(HourlyColumns columns, double[] knots) {
        for (int hour = 0; hour < columns.hours(); hour++) {
            int day = hour / 24;
            double range = month(day).dailyRangeK() * (0.7 + 0.6 * clearness[day]);
            columns.dryBulbC[hour] = seasonal(knots, day + hour % 24 / 24.0) + acrossDays(anomalyK, hour)
                    + range / 2 * daily(hour % 24, 15);
        }
    }

    private void dewPoints(HourlyColumns columns, double[] knots) {
        for (int hour = 0; hour < columns.hours(); hour++) {
            double free = seasonal(knots, hour / 24.0) + DEW_POINT_FOLLOWS * acrossDays(anomalyK, hour)
                    + acrossDays(dewNoiseK, hour);
            columns.dewPointC[hour] = Math.min(free, columns.dryBulbC[hour] - SATURATION_GAP_K);
        }
    }

    /// Dims the clear sky by day, so that the days of a month spread evenly around the share that the normals say.
    private void clouds(double[] globalWM2) {
        double[] clear = means(globalWM2);
        for (int hour = 0; hour < globalWM2.length; hour++) {
            int day = hour / 24;
            double share = month(day).globalWhM2() / 24 / Math.max(1, clear[MONTH_OF_DAY[day]]);
            double spread = Math.clamp(Math.min(share - 0.1, MOST_OF_CLEAR_SKY - share), 0.03, 0.45);
            globalWM2[hour] *= share + spread * (2 * clearness[day] - 1);
        }
    }

    private double[] knots(ToDoubleFunction<Month> figure) {
        return normals.months().stream().mapToDouble(figure).toArray();
    }

    /// Moves the knots so that the means of the months come nearer to the normals.
    private void correct(double[] knots, double[] values, ToDoubleFunction<Month> figure) {
        double[] means = means(values);
        for (int month = 0; month < 12; month++) {
            knots[month] += figure.applyAsDouble(normals.months().get(month)) - means[month];
        }
    }

    private void scale(double[] values, ToDoubleFunction<Month> figure) {
        double[] means = means(values);
        for (int hour = 0; hour < values.length; hour++) {
            int month = MONTH_OF_DAY[hour / 24];
            values[hour] *= means[month] > 0 ? figure.applyAsDouble(normals.months().get(month)) / means[month] : 1;
        }
    }

    private Month month(int day) {
        return normals.months().get(MONTH_OF_DAY[day]);
    }

    private static double[] means(double[] hourly) {
        double[] sums = new double[12];
        int[] counts = new int[12];
        for (int hour = 0; hour < hourly.length; hour++) {
            sums[MONTH_OF_DAY[hour / 24]] += hourly[hour];
            counts[MONTH_OF_DAY[hour / 24]]++;
        }
        Arrays.setAll(sums, month -> sums[month] / counts[month]);
        return sums;
    }

    /// Linear between the middles of the months, round the year.
    private static double seasonal(double[] knots, double day) {
        double position = day / DAYS * 12 - 0.5;
        int before = (int) Math.floor(position);
        double share = position - before;
        return knots[Math.floorMod(before, 12)] * (1 - share) + knots[Math.floorMod(before + 1, 12)] * share;
    }

    /// Linear between the noons of the days, round the year.
    private static double acrossDays(double[] daily, int hour) {
        double position = (hour - 12) / 24.0;
        int before = (int) Math.floor(position);
        double share = position - before;
        return daily[Math.floorMod(before, DAYS)] * (1 - share) + daily[Math.floorMod(before + 1, DAYS)] * share;
    }

    /// 1 at the peak hour, -1 twelve hours later.
    private static double daily(int hour, int peak) {
        return Math.cos(2 * Math.PI * (hour - peak) / 24);
    }

    private static double[] autoregression(Random random) {
        double[] values = new double[DAYS];
        double value = random.nextGaussian();
        for (int day = 0; day < DAYS; day++) {
            value = PERSISTENCE * value + Math.sqrt(1 - PERSISTENCE * PERSISTENCE) * random.nextGaussian();
            values[day] = value;
        }
        return values;
    }

    /// Mean 0 and standard deviation 1 in each month.
    private static double[] standardised(double[] values) {
        for (int month = 0; month < 12; month++) {
            double sum = 0;
            double squares = 0;
            int count = 0;
            for (int day = 0; day < DAYS; day++) {
                if (MONTH_OF_DAY[day] == month) {
                    sum += values[day];
                    squares += values[day] * values[day];
                    count++;
                }
            }
            double mean = sum / count;
            double deviation = Math.sqrt(squares / count - mean * mean);
            for (int day = 0; day < DAYS; day++) {
                if (MONTH_OF_DAY[day] == month) {
                    values[day] = (values[day] - mean) / deviation;
                }
            }
        }
        return values;
    }

    private static int[] monthOfDay() {
        int[] months = new int[DAYS];
        Arrays.setAll(months, day -> LocalDate.ofYearDay(YEAR, day + 1).getMonthValue() - 1);
        return months;
    }
}
