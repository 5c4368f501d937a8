package dev.ondol.proof.whatif;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.proof.loop.ReplayedPlanning;
import dev.ondol.proof.replay.PlantReplay;
import dev.ondol.proof.replay.Simulated;
import dev.ondol.proof.replay.Trace;
import dev.ondol.proof.replay.Window;
import dev.ondol.proof.statistics.BlockBootstrap;
import dev.ondol.proof.statistics.Pair;
import dev.ondol.simulator.facility.EnergyAccount;
import dev.ondol.simulator.run.Progress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A window under another operation, in another plant or both, against the same window as it was operated, both simulated; its
/// components are the keys of the JSON. IT load and weather are the recorded ones, so the work is the same.
///
/// @param operation      what is asked for; recorded where only the plant is another
/// @param otherPlant     whether the plant is another
/// @param days           whole days that are compared; 0: the window has none, and its judged hours are compared
/// @param facilityKwh    of the facility under it
/// @param recordedKwh    of the facility under the recorded set-points
/// @param savingPercent  what it saves of the facility's energy; below 0 it takes more
/// @param low            of the 95 % interval, from 4,000 paired resamples of whole days; absent with fewer than two days
/// @param high           of the same
/// @param coolingSavingPercent what it saves of the cooling energy
/// @param gates          what must hold whatever is saved
public record Counterfactual(String operation, boolean otherPlant, int days, double facilityKwh, double recordedKwh,
        double savingPercent, @Nullable Double low, @Nullable Double high, double coolingSavingPercent,
        List<Gate> gates) {
    private static final int RESAMPLES = 4_000;
    private static final int HOURS_OF_A_DAY = 23;
    /// Judged hours that make no whole day.
    private static final String PART = "part of a day";

    public Counterfactual {
        gates = List.copyOf(gates);
    }

    /// Something that must not be worse for what is saved.
    ///
    /// @param figure   under the other operation: percent of rack-hours, or litres
    /// @param operated the same under the recorded set-points; absent where it does not matter
    /// @param text     for people
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Gate(String name, boolean holds, double figure, @Nullable Double operated, String text) {}

    /// Runs the window otherwise.
    ///
    /// @param operation another one; empty for the recorded set-points
    /// @param plant     in which it runs
    /// @param trace     of what it shows
    /// @throws IllegalArgumentException if there is no such operation of the site
    public static Simulated run(Optional<Operation> operation, Site plant, Window window, Trace trace,
            Progress progress) {
        if (operation.isEmpty()) {
            return new PlantReplay(window).run(plant, trace, progress);
        }
        PlantReplay replay = new PlantReplay(window, false, operation.get().control(plant));
        if (operation.get() != Operation.ONDOL) {
            return replay.run(plant, trace, progress);
        }
        try (ReplayedPlanning planning = ReplayedPlanning.operating(plant, replay.weather(plant), window.start(),
                window.end())) {
            return replay.by(planning).run(plant, trace, progress);
        }
    }

    /// Compares the two.
    ///
    /// @param operation that was asked for
    /// @param changed   whether the plant is another
    /// @param plant     as it is
    /// @param other     the window as it might have been
    /// @param recorded  the window as it was operated, on the plant as it is
    /// @throws IllegalArgumentException if no hour is judged
    public static Counterfactual of(Optional<Operation> operation, boolean changed, Site plant, Simulated other,
            Simulated recorded) {
        Window window = recorded.window();
        List<Pair> total = days(plant, window, other, recorded, PointCatalog.FACILITY_METER);
        List<Pair> cooling = days(plant, window, other, recorded, PointCatalog.COOLING_METER);
        if (total.isEmpty()) {
            throw new IllegalArgumentException("The window has no judged hour; take a longer one.");
        }
        int whole = total.getFirst().stratum().equals(PART) ? 0 : total.size();
        BlockBootstrap.Interval interval = total.size() < 2
                ? null
                : new BlockBootstrap(RESAMPLES, 1).interval(total);
        return new Counterfactual(operation.map(Operation::id).orElse("recorded"), changed, whole,
                total.stream().mapToDouble(Pair::energy).sum(),
                total.stream().mapToDouble(Pair::baseline).sum(), Pair.savingPercent(total),
                interval == null ? null : interval.low(), interval == null ? null : interval.high(),
                Pair.savingPercent(cooling), gates(other.account(), recorded.account()));
    }

    private static List<Pair> days(Site site, Window window, Simulated other, Simulated recorded, String meter) {
        PointId point = PointId.of(meter, Quantity.ACTIVE_POWER);
        int number = window.number(point)
                .orElseThrow(() -> new IllegalArgumentException("%s is not recorded.".formatted(point)));
        Map<LocalDate, double[]> sums = new TreeMap<>();
        for (int hour = 0; hour < window.hours(); hour++) {
            double with = other.modelled(number)[hour];
            double without = recorded.modelled(number)[hour];
            if (!Double.isNaN(with) && !Double.isNaN(without)) {
                LocalDate day = Instant.ofEpochMilli(window.start() + hour * Window.HOUR).atZone(site.location().zone())
                        .toLocalDate();
                double[] sum = sums.computeIfAbsent(day, ignored -> new double[3]);
                sum[0] += with;
                sum[1] += without;
                sum[2]++;
            }
        }
        List<Pair> pairs = new ArrayList<>();
        sums.values().stream().filter(sum -> sum[2] >= HOURS_OF_A_DAY)
                .forEach(sum -> pairs.add(new Pair("window", sum[0], 1, sum[1], 1)));
        if (pairs.isEmpty() && !sums.isEmpty()) {
            pairs.add(new Pair(PART, sums.values().stream().mapToDouble(sum -> sum[0]).sum(), 1, sums.values().stream()
                    .mapToDouble(sum -> sum[1]).sum(), 1));
        }
        return pairs;
    }

    private static List<Gate> gates(EnergyAccount with, EnergyAccount without) {
        double hot = share(with.rackHoursAboveRecommended(), with);
        double hotBefore = share(without.rackHoursAboveRecommended(), without);
        double tooHot = share(with.rackHoursAboveAllowable(), with);
        return List.of(
                new Gate("inlets", hot <= Math.max(hotBefore, 0.1), hot, hotBefore,
                        "%.3f %% of rack-hours above 27 C, %.3f %% as operated".formatted(hot, hotBefore)),
                new Gate("allowable inlets", tooHot <= 0, tooHot, null,
                        "%.3f %% of rack-hours above 32 C".formatted(tooHot)),
                new Gate("water", with.waterLitres() <= 1.05 * without.waterLitres(), with.waterLitres(),
                        without.waterLitres(),
                        "%,.0f litres of make-up water, %,.0f as operated".formatted(with.waterLitres(), without
                                .waterLitres())));
    }

    private static double share(double rackHours, EnergyAccount account) {
        return 100 * rackHours / Math.max(1e-9, account.rackHours());
    }
}
