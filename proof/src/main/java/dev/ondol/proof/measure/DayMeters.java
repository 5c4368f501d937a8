package dev.ondol.proof.measure;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Site;
import dev.ondol.proof.measure.ScheduledDay.Use;
import dev.ondol.proof.replay.Irregularity;
import dev.ondol.proof.replay.Irregularity.Kind;
import dev.ondol.proof.replay.RecordedHours;
import dev.ondol.proof.replay.Recording;
import dev.ondol.proof.replay.RecordingReader.Wanted;
import dev.ondol.proof.replay.UnusableRecording;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The days of a switchback as a recording shows them. What is missing is told and left out.
public final class DayMeters {
    private static final long HOUR_MS = 3_600_000;
    private static final int USUAL_HOURS = 24;
    /// Share of its hours that a day must have.
    private static final double ENOUGH = 0.9;
    private static final PointId DRY_BULB = PointId.of(PointCatalog.WEATHER_STATION, Quantity.DRY_BULB_TEMPERATURE);
    private static final PointId WET_BULB = PointId.of(PointCatalog.WEATHER_STATION, Quantity.WET_BULB_TEMPERATURE);
    private static final PointId HUMIDITY = PointId.of(PointCatalog.WEATHER_STATION, Quantity.RELATIVE_HUMIDITY);
    private static final PointId IT = PointId.of(PointCatalog.IT_METER, Quantity.ACTIVE_ENERGY);

    private final Site site;
    private final Meter meter;
    private final ZoneId zone;
    private final long start;
    private final RecordedHours hours;
    private final List<Irregularity> told = new ArrayList<>();
    private Driver driver;

    /// What the plant is asked for.
    public enum Driver {
        /// Allocated GPUs.
        WORK,
        /// IT load, kW.
        IT_LOAD
    }

    /// The days that count, and what was wrong.
    ///
    /// @param counter whether energy comes from a counter, or else from power
    record Days(List<MeasuredDay> days, Driver driver, boolean counter, int leftOut, List<Irregularity> told) {}

    /// @param driver what energy is held against; IT load instead of work where nothing counts work
    public DayMeters(Site site, Meter meter, Driver driver, Switchback schedule, Recording recording) {
        this.site = site;
        this.meter = meter;
        this.driver = driver;
        zone = site.location().zone();
        start = midnight(schedule.first());
        hours = new RecordedHours(recording, start, hour(midnight(schedule.last().plusDays(1))));
    }

    /// The points that a measurement looks at.
    public static Wanted wanted(Site site) {
        Set<PointId> points = new HashSet<>(List.of(DRY_BULB, WET_BULB, HUMIDITY));
        for (Meter meter : Meter.values()) {
            points.add(PointId.of(meter.equipment(), Quantity.ACTIVE_ENERGY));
            points.add(PointId.of(meter.equipment(), Quantity.ACTIVE_POWER));
        }
        points.add(IT);
        points.add(power(IT));
        points.addAll(work(site));
        return points::contains;
    }

    private static List<PointId> work(Site site) {
        return site.halls().stream()
                .filter(hall -> hall.racks().stream().anyMatch(racks -> racks.nodeType().isPresent()))
                .map(Hall::id).map(hall -> PointId.of("it-" + hall, Quantity.GPUS_ALLOCATED)).toList();
    }

    private static PointId power(PointId energy) {
        return PointId.of(energy.equipment(), Quantity.ACTIVE_POWER);
    }

    /// First and last instant that a schedule covers, plant milliseconds, the end exclusive.
    public static long[] span(Site site, Switchback schedule) {
        ZoneId zone = site.location().zone();
        return new long[]{schedule.first().atStartOfDay(zone).toInstant().toEpochMilli(),
                schedule.last().plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli()};
    }

    private long midnight(LocalDate day) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    private int hour(long millis) {
        return (int) ((millis - start) / HOUR_MS);
    }

    /// @throws UnusableRecording if energy, weather or what is asked of the plant was not measured
    Days days(Switchback schedule) throws UnusableRecording {
        PointId counter = PointId.of(meter.equipment(), Quantity.ACTIVE_ENERGY);
        double[] energy = energy(counter);
        double[] asked = asked();
        double[] wetBulb = wetBulb();
        List<Integer> runs = schedule.runs();
        List<MeasuredDay> days = new ArrayList<>();
        int leftOut = 0;
        for (int i = 0; i < schedule.days().size(); i++) {
            ScheduledDay day = schedule.days().get(i);
            if (day.use() != Use.MEASURE) {
                continue;
            }
            int from = hour(midnight(day.day()));
            int to = hour(midnight(day.day().plusDays(1)));
            if (to - from != USUAL_HOURS) {
                told.add(between(Kind.DAYLIGHT_SAVING, day.day(), to - from,
                        "The day has %d hours; it counts with its mean power.".formatted(to - from)));
            }
            double[] sums = new double[3];
            int counted = 0;
            for (int hour = from; hour < to; hour++) {
                if (Double.isFinite(energy[hour] + asked[hour] + wetBulb[hour])) {
                    sums[0] += energy[hour];
                    sums[1] += asked[hour];
                    sums[2] += wetBulb[hour];
                    counted++;
                }
            }
            if (counted < to - from) {
                told.add(between(Kind.GAP, day.day(), to - from - counted, "%d of %d hours have no %s; the day %s."
                        .formatted(to - from - counted, to - from, missing(energy, asked, wetBulb, from, to),
                                counted < ENOUGH * (to - from)
                                        ? "is left out"
                                        : "counts with the mean of the others")));
            }
            if (counted < ENOUGH * (to - from) || sums[0] <= 0) {
                leftOut++;
            } else {
                days.add(new MeasuredDay(day.day(), day.arm(), runs.get(i), counted, sums[0] / counted, sums[1]
                        / counted, sums[2] / counted));
            }
        }
        return new Days(days, driver, hours.has(counter), leftOut, List.copyOf(told));
    }

    private Irregularity between(Kind kind, LocalDate day, long count, String text) {
        return new Irregularity(kind, "", 1, Instant.ofEpochMilli(midnight(day)).toString(), Instant.ofEpochMilli(
                midnight(day.plusDays(1))).toString(), count, text);
    }

    private static String missing(double[] energy, double[] asked, double[] wetBulb, int from, int to) {
        List<String> names = new ArrayList<>();
        if (anyNaN(energy, from, to)) {
            names.add("energy");
        }
        if (anyNaN(asked, from, to)) {
            names.add("load");
        }
        if (anyNaN(wetBulb, from, to)) {
            names.add("weather");
        }
        return String.join(" or ", names);
    }

    private static boolean anyNaN(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).anyMatch(Double::isNaN);
    }

    /// kW of each hour: counted, or the mean power where there is no counter.
    private double[] energy(PointId counter) throws UnusableRecording {
        if (hours.has(counter)) {
            return hours.counted(counter);
        }
        if (!hours.has(power(counter))) {
            throw new UnusableRecording(
                    "The recording has no readings of %s or %s: there is no energy to measure. Record one of them, or say with --mapping under which name it comes."
                            .formatted(counter, power(counter)));
        }
        told.add(absent(counter, "There is no counter; energy is the mean power of each hour."));
        return hours.means(power(counter));
    }

    private static Irregularity absent(PointId point, String text) {
        return new Irregularity(Kind.MISSING_POINT, point.toString(), 1, null, null, 1, text);
    }

    private double[] asked() throws UnusableRecording {
        if (driver == Driver.WORK) {
            List<PointId> meters = work(site);
            List<PointId> missing = meters.stream().filter(point -> !hours.has(point)).toList();
            if (!meters.isEmpty() && missing.isEmpty()) {
                double[] sum = hours.means(meters.getFirst());
                meters.stream().skip(1).map(hours::means)
                        .forEach(of -> Arrays.setAll(sum, hour -> sum[hour] + of[hour]));
                return sum;
            }
            driver = Driver.IT_LOAD;
            told.add(absent(missing.isEmpty() ? PointId.of("it", Quantity.GPUS_ALLOCATED) : missing.getFirst(),
                    "Nothing counts the work; energy is held against IT load instead. What is saved inside of the servers does not show."));
        }
        if (hours.has(IT)) {
            return hours.counted(IT);
        }
        if (!hours.has(power(IT))) {
            throw new UnusableRecording(
                    "The recording has no readings of %s or %s: nobody knows what the plant was asked for. Record one of them."
                            .formatted(IT, power(IT)));
        }
        return hours.means(power(IT));
    }

    private double[] wetBulb() throws UnusableRecording {
        if (hours.has(WET_BULB)) {
            return hours.means(WET_BULB);
        }
        if (!hours.has(DRY_BULB) || !hours.has(HUMIDITY)) {
            throw new UnusableRecording(
                    "The recording has no readings of %s, and not of %s and %s either: without weather no day can be held against another."
                            .formatted(WET_BULB, DRY_BULB, HUMIDITY));
        }
        double[] dry = hours.means(DRY_BULB);
        double[] humidity = hours.means(HUMIDITY);
        double pressurePa = MoistAir.standardPressure(site.location().altitudeM());
        double[] wet = new double[dry.length];
        Arrays.setAll(wet, hour -> Double.isFinite(dry[hour] + humidity[hour])
                ? MoistAir.wetBulbOf(dry[hour], Math.clamp(humidity[hour] / 100, 0.01, 1), pressurePa)
                : Double.NaN);
        return wet;
    }
}
