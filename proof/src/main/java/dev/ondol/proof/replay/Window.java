package dev.ondol.proof.replay;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A stretch of a recording on the grid on which plant and simulation are compared: instants of five minutes (or more where the
/// recording is coarser), gathered by hours. An instant counts for a point where it has a reading of the last minute; an hour
/// counts where three quarters of its instants do and none of what drives the plant was missing in it or the hour before.
/// Immutable; safe for all threads.
public final class Window {
    public static final long HOUR = 3_600_000;
    private static final long GRID = 300_000;
    private static final long FRESH = 60_000;
    private static final double ENOUGH = 0.75;
    /// What a plant takes to forget how it was started.
    static final int SETTLING_HOURS = 3;

    private final Recording recording;
    private final long start;
    private final long grid;
    private final int instants;
    private final List<PointId> points;
    private final float[][] recorded;
    private final boolean[] driven;

    /// @throws UnusableRecording if what drives a replay is missing, or less than some hours are there
    public Window(Site site, Recording recording) throws UnusableRecording {
        this.recording = recording;
        check(site, recording);
        grid = Math.max(GRID, Math.ceilDiv(recording.period(), 60_000) * 60_000);
        start = Math.ceilDiv(recording.from(), HOUR) * HOUR;
        instants = (int) Math.max(0, (recording.to() - start) / grid);
        if (hours() <= SETTLING_HOURS) {
            throw new UnusableRecording(
                    "The recording covers %d whole hours; a replay takes more than %d, in which the plant settles."
                            .formatted(hours(), SETTLING_HOURS));
        }
        points = compared(site, recording);
        recorded = new float[points.size()][];
        for (int p = 0; p < points.size(); p++) {
            recorded[p] = onGrid(recording.series(points.get(p)).orElseThrow());
        }
        driven = driven(site, recording);
    }

    private static void check(Site site, Recording recording) throws UnusableRecording {
        Set<PointId> needed = new LinkedHashSet<>(RecordedWeather.needed(recording));
        needed.addAll(Boundary.needed(site));
        List<String> missing = needed.stream().filter(point -> recording.series(point).isEmpty())
                .map(PointId::toString).toList();
        if (!missing.isEmpty()) {
            throw new UnusableRecording(
                    "The recording has no readings of %s: weather and IT load drive a replay. Record them, or say with --mapping under which names they come."
                            .formatted(String.join(", ", missing)));
        }
    }

    /// What plant and simulation both show, but for what drives both.
    private static List<PointId> compared(Site site, Recording recording) {
        Set<PointId> drives = new LinkedHashSet<>(Boundary.needed(site));
        drives.removeIf(point -> point.quantity().equals(Quantity.THERMAL_POWER.id()));
        return PointCatalog.of(site).all().stream()
                .filter(point -> ofSiteHallOrUnit(point) && !point.writable()
                        && point.quantity().kind() == Quantity.Kind.SENSOR
                        && point.quantity() != Quantity.GPUS_ALLOCATED
                        && !point.id().equipment().equals(PointCatalog.WEATHER_STATION))
                .map(Point::id).filter(point -> !drives.contains(point) && recording.series(point).isPresent())
                .toList();
    }

    static boolean ofSiteHallOrUnit(Point point) {
        return !point.source().startsWith("it-") || point.id().equipment().equals(point.source());
    }

    private float[] onGrid(Series series) {
        float[] values = new float[instants];
        Arrays.fill(values, Float.NaN);
        int at = 0;
        for (int i = 0; i < instants; i++) {
            long time = instant(i);
            while (at + 1 < series.size() && series.time(at + 1) <= time) {
                at++;
            }
            if (series.time(at) <= time && series.time(at) > time - FRESH) {
                values[i] = (float) series.value(at);
            }
        }
        return values;
    }

    private boolean[] driven(Site site, Recording of) {
        Set<PointId> drives = new LinkedHashSet<>(RecordedWeather.needed(of));
        drives.addAll(Boundary.needed(site));
        drives.addAll(Boundary.setpoints(site));
        List<Gap> gaps = of.gaps().stream().filter(gap -> drives.contains(gap.point())).toList();
        boolean[] driven = new boolean[hours()];
        for (int hour = 0; hour < driven.length; hour++) {
            long begin = start + (hour - 1) * HOUR;
            long end = start + (hour + 1) * HOUR;
            driven[hour] = hour >= SETTLING_HOURS && gaps.stream().noneMatch(gap -> gap.overlaps(begin, end));
        }
        return driven;
    }

    public Recording recording() {
        return recording;
    }

    /// Plant time of the last instant, ms.
    public long end() {
        return instant(instants - 1);
    }

    /// Plant time of the first hour, ms.
    public long start() {
        return start;
    }

    /// Plant time of an instant: the first lies a grid step after the start.
    long instant(int i) {
        return start + (i + 1) * grid;
    }

    /// Plant time between two instants, ms.
    long grid() {
        return grid;
    }

    int instants() {
        return instants;
    }

    /// How many instants the first hours have.
    int instantsOf(int hours) {
        return (int) Math.min(instants, hours * HOUR / grid);
    }

    public int hours() {
        return (int) (instants * grid / HOUR);
    }

    int hourOf(int instant) {
        return (int) (instant * grid / HOUR);
    }

    /// Points that are compared.
    public List<PointId> points() {
        return points;
    }

    public Optional<Integer> number(PointId point) {
        int at = points.indexOf(point);
        return at < 0 ? Optional.empty() : Optional.of(at);
    }

    /// What was recorded of a point at an instant; NaN where nothing was.
    double recorded(int point, int instant) {
        return recorded[point][instant];
    }

    /// Whether an hour counts at all.
    public boolean driven(int hour) {
        return driven[hour];
    }

    /// Hours that do not count for any point.
    public int leftOut() {
        int out = 0;
        for (boolean each : driven) {
            out += each ? 0 : 1;
        }
        return out;
    }

    /// How many instants of an hour a point must have for the hour to count.
    double enough() {
        return ENOUGH * HOUR / grid;
    }

    /// The gaps and missing points that matter to a replay.
    public List<Irregularity> missing(Site site) {
        List<String> absent = new ArrayList<>();
        for (Point point : PointCatalog.of(site).all()) {
            if (ofSiteHallOrUnit(point) && point.quantity().kind() != Quantity.Kind.METER
                    && !unused(point) && recording.series(point.id()).isEmpty()) {
                absent.add(point.id().toString());
            }
        }
        return absent.isEmpty()
                ? List.of()
                : List.of(Irregularity.of(Irregularity.Kind.MISSING_POINT, absent.getFirst(), absent.size(),
                        absent.size(),
                        "%d points of the site have no readings: %s%s. Set-points among them follow the plant's own rules."
                                .formatted(absent.size(), String.join(", ", absent.subList(0, Math.min(5, absent
                                        .size()))), absent.size() > 5 ? ", ..." : "")));
    }

    private static boolean unused(Point point) {
        return Boundary.LEFT_OUT.contains(point.id().equipment()) || Set.of(PointCatalog.PHOTOVOLTAICS,
                PointCatalog.GRID_METER).contains(point.id().equipment());
    }
}
