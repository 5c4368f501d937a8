package dev.ondol.proof.suspect;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.proof.replay.PlantReplay;
import dev.ondol.proof.replay.Simulated;
import dev.ondol.proof.replay.Window;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.fault.Fault;
import dev.ondol.simulator.fault.FaultPlan;
import dev.ondol.simulator.fault.FaultsInForce;
import dev.ondol.simulator.run.Progress;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Looks for what may be broken. Each fault that could be is put into the simulated plant, one replay each, and its size is the
/// one that explains the residuals best; sensors that nobody acts on need no replay. All candidates are ranked by one
/// figure, [Suspect#score].
public final class Suspects {
    /// What a replay is broken by, percent of heat transfer and K; smaller and larger faults are taken in proportion.
    private static final double FOULED = 30;
    private static final double MOST_FOULED = 90;
    private static final double BIAS_K = 1.5;
    private static final double MOST_BIAS_K = 6;
    private static final int SIZES = 24;
    private static final double LEAST_SCORE = 0.5;
    private static final int LISTED = 10;
    private static final long SEED = 1;

    private final Site plant;
    private final Window window;
    private final Simulated sound;
    private final Evidence evidence;

    /// @param plant   the plant as it should be, described or calibrated
    /// @param sound   its replay
    /// @param trained hours at the beginning in which it was sound; what comes later is held against them. 0: nothing is known
    ///                of the kind, and the whole window is held against the plant
    public Suspects(Site plant, Window window, Simulated sound, int trained) {
        this.plant = plant;
        this.window = window;
        this.sound = sound;
        evidence = new Evidence(sound, trained, trained);
    }

    private record Candidate(Fault fault, double replayed, String unit) {}

    /// The likeliest first; what hardly explains anything is not listed.
    public List<Suspect> find(Progress progress) {
        List<Candidate> candidates = candidates();
        AtomicInteger done = new AtomicInteger();
        List<Suspect> found = new ArrayList<>(candidates.parallelStream().map(candidate -> {
            Suspect suspect = judge(candidate);
            progress.reached(done.incrementAndGet(), candidates.size());
            return suspect;
        }).toList());
        found.addAll(idleSensors(candidates));
        return found.stream().filter(suspect -> suspect.score() >= LEAST_SCORE)
                .sorted(Comparator.comparingDouble(Suspect::score).reversed()).limit(LISTED).toList();
    }

    private List<Candidate> candidates() {
        Facility facility = new PlantReplay(window).begin(plant);
        List<Candidate> candidates = new ArrayList<>();
        for (String bank : facility.upkeep().conditions().keySet()) {
            candidates.add(new Candidate(fault(Fault.Kind.FOULING, bank, FOULED), FOULED, "percent"));
            double open = opening(bank);
            if (!Double.isNaN(open)) {
                candidates.add(new Candidate(fault(Fault.Kind.STUCK_VALVE, bank, open), open, "percent"));
            }
        }
        for (PointId point : controlled()) {
            candidates.add(new Candidate(fault(Fault.Kind.SENSOR_BIAS, point.toString(), BIAS_K), BIAS_K, "Cel"));
        }
        return candidates;
    }

    /// Sensors by which the plant holds a temperature: what they show wrongly the plant does wrongly.
    private List<PointId> controlled() {
        return PointCatalog.of(plant).writable().stream().map(Point::id)
                .filter(point -> point.quantity().equals(Quantity.SUPPLY_AIR_TEMPERATURE_SETPOINT.id())
                        || point.quantity().equals(Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT.id()))
                .map(point -> PointId.of(point.equipment() + "/" + point.quantity().replace("-setpoint", "")))
                .filter(point -> window.number(point).isPresent()).toList();
    }

    private Fault fault(Fault.Kind kind, String where, double value) {
        String from = LocalDateTime.ofInstant(Instant.ofEpochMilli(window.start() - 86_400_000L), plant.location()
                .zone()).withNano(0).toString();
        double minutes = 2 * 1440 + window.hours() * 60.0;
        boolean sensor = kind == Fault.Kind.SENSOR_BIAS;
        return new Fault(kind, sensor ? Optional.empty() : Optional.of(where), sensor
                ? Optional.of(where)
                : Optional.empty(), from, minutes, Optional.of(value));
    }

    /// Where the valves of a bank stood half of the hours, percent; NaN where they are not recorded.
    private double opening(String bank) {
        double[] positions = window.points().stream()
                .filter(point -> point.quantity().equals(Quantity.VALVE_POSITION.id()) && point.equipment()
                        .matches(bank + "-\\d+"))
                .flatMapToDouble(point -> {
                    double[] hours = sound.measured(window.number(point).orElseThrow());
                    return Arrays.stream(hours, evidence.from(), hours.length);
                }).filter(value -> !Double.isNaN(value)).sorted().toArray();
        return positions.length == 0 ? Double.NaN : Math.clamp(positions[positions.length / 2], 0, 100);
    }

    private Suspect judge(Candidate candidate) {
        FaultPlan plan = new FaultPlan(List.of(candidate.fault));
        Simulated broken = new PlantReplay(window).run(plant, facility -> new FaultsInForce(plan, facility, SEED)
                .advance(), Progress.NONE);
        double best = 1;
        double score = Double.NEGATIVE_INFINITY;
        for (double share : shares(candidate.fault.kind())) {
            double gain = evidence.gain(broken, share);
            if (gain > score) {
                score = gain;
                best = share;
            }
        }
        return suspect(candidate, best, score);
    }

    private static double[] shares(Fault.Kind kind) {
        return switch (kind) {
            case FOULING -> sizes(0, MOST_FOULED / FOULED);
            case SENSOR_BIAS -> sizes(-MOST_BIAS_K / BIAS_K, MOST_BIAS_K / BIAS_K);
            case STUCK_VALVE, UNIT_TRIP, LEAK, UTILITY_DIP, NETWORK_LOSS, SENSOR_NOISE, SENSOR_FREEZE, SENSOR_DROPOUT,
                    SENSOR_DELAY ->
                new double[]{1};
        };
    }

    private static double[] sizes(double least, double most) {
        double[] sizes = new double[SIZES + 1];
        Arrays.setAll(sizes, i -> least + (most - least) * i / SIZES);
        return sizes;
    }

    private static Suspect suspect(Candidate candidate, double share, double score) {
        double size = share * candidate.replayed;
        String where = candidate.fault.where();
        return switch (candidate.fault.kind()) {
            case FOULING -> new Suspect("fouling", where, size, candidate.unit, score,
                    "%s: some %.0f %% of the heat transfer is lost".formatted(where, size));
            case STUCK_VALVE -> new Suspect("stuck valve", where, size, candidate.unit, score,
                    "%s: valves stuck at some %.0f %%".formatted(where, size));
            default -> new Suspect("sensor bias", where, size, candidate.unit, score,
                    "%s shows some %+.1f K, and its loop follows it".formatted(where, size));
        };
    }

    /// Thermometers that nobody acts on: only what they show themselves is wrong.
    private List<Suspect> idleSensors(List<Candidate> replayed) {
        List<String> acted = replayed.stream().map(candidate -> candidate.fault.where()).toList();
        List<Suspect> found = new ArrayList<>();
        for (int c = 0; c < evidence.channels().size(); c++) {
            PointId point = evidence.channels().get(c).id();
            boolean thermometer = Quantity.find(point.quantity()).orElseThrow().unit().equals("Cel");
            double bias = evidence.median(c);
            if (thermometer && !Double.isNaN(bias) && !acted.contains(point.toString())) {
                found.add(new Suspect("sensor bias", point.toString(), bias, "Cel", evidence.gain(c, bias),
                        "%s shows some %+.1f K".formatted(point, bias)));
            }
        }
        return found;
    }
}
