package dev.ondol.proof.measure;

import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.proof.replay.Recording;
import dev.ondol.proof.replay.RecordingReader;
import dev.ondol.proof.replay.UnusableRecording;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Meters of a data center that never was, hour by hour, made without any of the evaluator's formulas: weather with seasons, fronts
/// of days and hours; work with weekdays, trends and days that hang together; servers whose use varies; chillers that give way to
/// free cooling smoothly; a plant that drifts for days. Ondol saves a known share of all energy, which comes and goes with a time
/// constant of six hours.
final class LivePlant {
    static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final double SIX_HOURS = 1 - Math.exp(-1.0 / 6);

    private final Random random;
    private final ZoneId zone;
    private final Switchback schedule;
    private final double saving;
    private final double driftRho;
    private final double drift;

    /// @param saving share of all energy
    LivePlant(long seed, Site site, Switchback schedule, double saving) {
        zone = site.location().zone();
        random = new Random(new SplittableRandom(seed).nextLong());
        this.schedule = schedule;
        this.saving = saving;
        driftRho = 0.8 * random.nextDouble();
        drift = 0.008 + 0.007 * random.nextDouble();
    }

    /// A series of first order around 0.
    private double[] wander(int n, double rho, double spread) {
        double[] values = new double[n];
        values[0] = spread * random.nextGaussian();
        for (int i = 1; i < n; i++) {
            values[i] = rho * values[i - 1] + spread * Math.sqrt(1 - rho * rho) * random.nextGaussian();
        }
        return values;
    }

    /// The CSV of its meters.
    String csv() {
        int days = schedule.days().size();
        Instant first = schedule.first().atStartOfDay(zone).toInstant();
        int hours = (int) Duration.between(first, schedule.last().plusDays(1).atStartOfDay(zone).toInstant()).toHours();
        double[] fronts = wander(days, 0.7, 3.5);
        double[] gusts = wander(hours, 0.9, 0.8);
        double[] demand = wander(days, 0.8, 0.10);
        double[] jobs = wander(hours, 0.8, 0.03);
        double[] use = wander(days, 0.6, 0.015);
        double[] state = wander(days, driftRho, drift);
        double[] trembling = wander(hours, 0.9, 0.006);
        int dayOfYear = random.nextInt(365);
        double trend = 0.05 * (2 * random.nextDouble() - 1);
        double share = schedule.days().getFirst().arm() == Arm.ONDOL ? 1 : 0;
        double facility = 1e6 * random.nextDouble();
        double it = 1e6 * random.nextDouble();
        StringBuilder text = new StringBuilder("time,point,value\n");
        for (int hour = 0; hour <= hours; hour++) {
            Instant time = first.plusSeconds(3_600L * hour);
            int day = (int) Math.min(ChronoUnit.DAYS.between(schedule.first(), time.atZone(zone).toLocalDate()), days
                    - 1L);
            int at = Math.min(hour, hours - 1);
            double wetBulb = Math.min(27, 12 - 11 * Math.cos(2 * Math.PI * (dayOfYear + hour / 24.0 - 20) / 365)
                    + fronts[day] + 2 * Math.sin(2 * Math.PI * (hour % 24 - 9) / 24.0) + gusts[at]);
            boolean weekend = schedule.days().get(day).day().getDayOfWeek().getValue() > 5;
            double gpus = 4_000 * Math.clamp(0.62 + demand[day] + 0.04 * Math.sin(2 * Math.PI * (hour % 24 - 10) / 24.0)
                    - (weekend ? 0.06 : 0) + trend * hour / hours + jobs[at], 0.15, 0.98);
            double itKw = 2_500 + gpus * 1.25 * (0.8 + use[day]);
            double free = 1 / (1 + Math.exp((wetBulb - 9) / 2.2));
            double coolingKw = itKw * (1 - 0.85 * free) / (6.5 - 0.12 * (wetBulb - 15))
                    + 0.02 * itKw * (1 + 0.03 * Math.max(0, wetBulb - 5));
            double kw = (itKw + coolingKw + 150 + 0.06 * itKw) * Math.exp(state[day] + trembling[at]);
            double arm = schedule.days().get(day).arm() == Arm.ONDOL ? 1 : 0;
            share += (arm - share) * SIX_HOURS;
            row(text, time, "meter-facility/active-energy", facility);
            row(text, time, "meter-it/active-energy", it);
            row(text, time, "weather-station/wet-bulb-temperature", wetBulb);
            for (int hall = 1; hall <= 4; hall++) {
                row(text, time, "it-h%d/gpus-allocated".formatted(hall), gpus / 4);
            }
            facility += kw * (1 - saving * share);
            it += itKw;
        }
        return text.toString();
    }

    private static void row(StringBuilder text, Instant time, String point, double value) {
        text.append(time).append(',').append(point).append(',').append((float) value).append('\n');
    }

    static Recording read(Site site, String csv, Predicate<String> kept) throws IOException, UnusableRecording {
        String text = csv.lines().filter(row -> row.startsWith("time") || kept.test(row)).collect(
                Collectors.joining("\n"));
        return new RecordingReader(site, PointMapping.NONE, DayMeters.wanted(site), Long.MIN_VALUE, Long.MAX_VALUE)
                .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), ignored -> {});
    }
}
