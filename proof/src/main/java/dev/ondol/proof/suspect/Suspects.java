package dev.ondol.proof.suspect;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.proof.replay.PlantReplay;
import dev.ondol.proof.replay.Simulated;
import dev.ondol.proof.replay.Window;
import dev.ondol.proof.suspect.Evidence.Effect;
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
    private static final int STEPS = 24;
    private static final double LEAST_SCORE = 0.5;
    /// What explains nearly as much, and little once the other is taken for true, looks alike.
    private static final double ALIKE = 0.8;
    private static final double UNLIKE = 0.5;
    /// How far units of a bank stand from each other, and an hour's mean from a position that does not change, percent open.
    private static final double STILL = 2;
    private static final double MOSTLY = 0.6;
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

    /// @param replayed size of the fault in its replay
    private record Candidate(Fault fault, double replayed, String unit) {}

    /// A candidate and what the plant shows with it; a thermometer that nobody follows has a channel instead.
    private record Tried(Optional<Candidate> candidate, Optional<Effect> broken, int channel, Sizes sizes) {}

    /// How well a candidate explains what is left to explain.
    private record Judged(Tried tried, double share, double score) {}

    /// The likeliest first, then what explains best what it leaves unexplained, and so on; behind each what looks alike. What hardly
    /// explains anything is not listed.
    public List<Suspect> find(Progress progress) {
        List<Candidate> candidates = candidates();
        AtomicInteger done = new AtomicInteger();
        List<Tried> left = new ArrayList<>(candidates.parallelStream().map(candidate -> {
            Tried tried = tried(candidate);
            progress.reached(done.incrementAndGet(), candidates.size());
            return tried;
        }).toList());
        left.addAll(idleSensors(candidates));
        List<Suspect> found = new ArrayList<>();
        while (found.size() < LISTED && !left.isEmpty()) {
            List<Judged> round = left.stream().map(this::judged).sorted(Comparator.comparingDouble(Judged::score)
                    .reversed()).toList();
            Judged first = round.getFirst();
            if (first.score < LEAST_SCORE) {
                break;
            }
            explain(first);
            found.add(suspect(first));
            left.remove(first.tried);
            for (Judged other : round.subList(1, round.size())) {
                if (other.score >= ALIKE * first.score && judged(other.tried).score < UNLIKE * other.score) {
                    found.add(suspect(other));
                    left.remove(other.tried);
                }
            }
        }
        return found.stream().limit(LISTED).toList();
    }

    private void explain(Judged judged) {
        if (judged.tried.broken.isPresent()) {
            evidence.explained(judged.tried.broken.get(), judged.share);
        } else {
            evidence.explained(judged.tried.channel, judged.share);
        }
    }

    private Judged judged(Tried tried) {
        if (tried.broken.isEmpty()) {
            double bias = evidence.median(tried.channel);
            return new Judged(tried, bias, Double.isNaN(bias)
                    ? Double.NEGATIVE_INFINITY
                    : evidence.gain(tried.channel, bias));
        }
        double best = 1;
        double score = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= tried.sizes.steps; i++) {
            double share = tried.sizes.at(i);
            double gain = evidence.gain(tried.broken.get(), share);
            if (gain > score) {
                score = gain;
                best = share;
            }
        }
        return new Judged(tried, best, score);
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

    /// Where the valves of a bank stand still, percent; NaN where they are not recorded, or move: then they are not stuck.
    private double opening(String bank) {
        double[] positions = window.points().stream()
                .filter(point -> point.quantity().equals(Quantity.VALVE_POSITION.id()) && point.equipment()
                        .matches(bank + "-\\d+"))
                .flatMapToDouble(point -> {
                    double[] hours = sound.measured(window.number(point).orElseThrow());
                    return Arrays.stream(hours, evidence.from(), hours.length);
                }).filter(value -> !Double.isNaN(value)).sorted().toArray();
        if (positions.length == 0) {
            return Double.NaN;
        }
        double middle = positions[positions.length / 2];
        long still = Arrays.stream(positions).filter(position -> Math.abs(position - middle) <= STILL).count();
        return still < MOSTLY * positions.length ? Double.NaN : Math.clamp(middle, 0, 100);
    }

    private Tried tried(Candidate candidate) {
        FaultPlan plan = new FaultPlan(List.of(candidate.fault));
        Simulated broken = new PlantReplay(window).run(plant, facility -> new FaultsInForce(plan, facility, SEED)
                .advance(), Progress.NONE);
        return new Tried(Optional.of(candidate), Optional.of(evidence.effect(broken)), -1,
                sizes(candidate.fault.kind()));
    }

    /// Sizes to try, in proportion to the replayed one.
    private record Sizes(double least, double most, int steps) {
        static final Sizes AS_REPLAYED = new Sizes(1, 1, 0);

        double at(int i) {
            return steps == 0 ? least : least + (most - least) * i / steps;
        }
    }

    private static Sizes sizes(Fault.Kind kind) {
        return switch (kind) {
            case FOULING -> new Sizes(0, MOST_FOULED / FOULED, STEPS);
            case SENSOR_BIAS -> new Sizes(-MOST_BIAS_K / BIAS_K, MOST_BIAS_K / BIAS_K, STEPS);
            case STUCK_VALVE, UNIT_TRIP, LEAK, UTILITY_DIP, NETWORK_LOSS, SENSOR_NOISE, SENSOR_FREEZE, SENSOR_DROPOUT,
                    SENSOR_DELAY ->
                Sizes.AS_REPLAYED;
        };
    }

    private Suspect suspect(Judged judged) {
        if (judged.tried.candidate.isEmpty()) {
            PointId point = evidence.channels().get(judged.tried.channel).id();
            return new Suspect("sensor bias", point.toString(), judged.share, "Cel", judged.score, false,
                    "%s shows some %+.1f K".formatted(point, judged.share));
        }
        Candidate candidate = judged.tried.candidate.get();
        double size = judged.share * candidate.replayed;
        String where = candidate.fault.where();
        return switch (candidate.fault.kind()) {
            case FOULING -> new Suspect("fouling", where, size, candidate.unit, judged.score, false,
                    "%s: some %.0f %% of the heat transfer is lost".formatted(where, size));
            case STUCK_VALVE -> new Suspect("stuck valve", where, size, candidate.unit, judged.score, false,
                    "%s: valves stuck at some %.0f %%".formatted(where, size));
            default -> new Suspect("sensor bias", where, size, candidate.unit, judged.score, true,
                    "%s shows some %+.1f K, and its loop follows it".formatted(where, size));
        };
    }

    /// Thermometers that nobody acts on: only what they show themselves is wrong.
    private List<Tried> idleSensors(List<Candidate> replayed) {
        List<String> acted = replayed.stream().map(candidate -> candidate.fault.where()).toList();
        List<Tried> idle = new ArrayList<>();
        for (int c = 0; c < evidence.channels().size(); c++) {
            PointId point = evidence.channels().get(c).id();
            boolean thermometer = Quantity.find(point.quantity()).orElseThrow().unit().equals("Cel");
            if (thermometer && !acted.contains(point.toString())) {
                idle.add(new Tried(Optional.empty(), Optional.empty(), c, Sizes.AS_REPLAYED));
            }
        }
        return idle;
    }
}
