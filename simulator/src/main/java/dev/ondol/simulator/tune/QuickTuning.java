package dev.ondol.simulator.tune;

import dev.ondol.facility.site.Site;
import dev.ondol.simulator.baseline.TunedSite;
import dev.ondol.simulator.control.FixedSetpoints;
import dev.ondol.simulator.run.Progress;
import dev.ondol.simulator.tune.RepresentativeWeeks.Week;
import dev.ondol.simulator.weather.Weather;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Finds good fixed set-points of a site in minutes instead of hours: from the middle of the grid of [Tuning] to the best of all
/// points that differ in one set-point, as long as there is a better one, on two days of each of four representative
/// weeks. Ends at a point that no single set-point improves; [Tuning] tries all and is the fairer search. Same input, same result.
public final class QuickTuning {
    private static final int SEASONS = 4;
    private static final int DAYS = 2;

    private final Tuning tuning;
    private final Site site;
    private final List<Weather> years;

    /// @param years   weather to learn from
    /// @param seed    of jobs and plant
    /// @param threads simulations at the same time
    public QuickTuning(Site site, List<Weather> years, long seed, int threads) {
        tuning = new Tuning(site, years, seed, threads);
        this.site = site;
        this.years = List.copyOf(years);
    }

    /// Searches.
    ///
    /// @param sources  digests of the years, in their order; empty for generated ones
    /// @param command  that asked for it
    /// @param progress hears of each simulation that is done
    /// @throws InterruptedException  if the thread is interrupted meanwhile; nothing is left behind
    /// @throws IllegalStateException if no point that was tried keeps the racks cool
    public TunedSite search(List<String> sources, String command, Progress progress) throws InterruptedException {
        List<Week> twelve = RepresentativeWeeks.of(years, site.location().zone());
        List<Week> weeks = IntStream.range(0, SEASONS).mapToObj(season -> twelve.get(season * twelve.size() / SEASONS))
                .toList();
        List<FixedSetpoints> grid = tuning.grid();
        Map<FixedSetpoints, Trial> tried = new LinkedHashMap<>();
        FixedSetpoints middle = grid.get(grid.size() / 2);
        Optional<Trial> best = Optional.empty();
        FixedSetpoints at = middle;
        while (true) {
            FixedSetpoints here = at;
            List<FixedSetpoints> open = new ArrayList<>(grid.stream().filter(point -> differences(point, here) <= 1)
                    .filter(point -> !tried.containsKey(point)).toList());
            int done = tried.size();
            for (Trial trial : tuning.each(open, point -> tuning.onWeeks(point, weeks, DAYS), (some, all) -> progress
                    .reached(done + some, done + all))) {
                tried.put(trial.setpoints(), trial);
            }
            best = tried.values().stream().filter(Trial::keepsRacksCool).min(Comparator.comparingDouble(
                    Trial::facilityKwh));
            FixedSetpoints next = best.map(Trial::setpoints).orElse(here);
            if (next.equals(here)) {
                break;
            }
            at = next;
        }
        progress.reached(tried.size(), tried.size());
        return tuning.tuned(best.orElseThrow(() -> new IllegalStateException(
                "None of %d fixed set-points keeps the racks of %s cool.".formatted(tried.size(), site.id()))), tried
                        .size(),
                sources, command);
    }

    private static int differences(FixedSetpoints one, FixedSetpoints other) {
        return differs(one.supplyAirC(), other.supplyAirC()) + differs(one.pressurePa(), other.pressurePa())
                + differs(one.chilledWaterC(), other.chilledWaterC()) + differs(one.condenserWaterC(), other
                        .condenserWaterC())
                + differs(one.technologyLoopC(), other.technologyLoopC());
    }

    private static int differs(double one, double other) {
        return Double.compare(one, other) == 0 ? 0 : 1;
    }
}
