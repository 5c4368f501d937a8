package dev.ondol.simulator.tune;

import dev.ondol.facility.site.Site;
import dev.ondol.simulator.baseline.Digests;
import dev.ondol.simulator.baseline.TunedSite;
import dev.ondol.simulator.baseline.TuningYear;
import dev.ondol.simulator.control.FixedSetpoints;
import dev.ondol.simulator.facility.EnergyAccount;
import dev.ondol.simulator.run.Policy;
import dev.ondol.simulator.run.Progress;
import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.run.Simulation;
import dev.ondol.simulator.tune.RepresentativeWeeks.Week;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.workload.TypicalWorkload;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// Finds the best fixed set-points of a site: every point of a grid on twelve representative weeks, then the ten best on
/// the whole years. Best is the least facility energy (jobs are the same for all) among those that keep the racks in their
/// envelope. Same input, same result, whatever the number of threads.
public final class Tuning {
    private static final int FINALISTS = 10;
    private static final int SETTLING_DAYS = 1;
    private static final int WEEK_DAYS = 7;
    private static final int STEP_SECONDS = 60;
    private static final int STEPS_A_DAY = 86_400 / STEP_SECONDS;

    private final Site site;
    private final List<Weather> years;
    private final long seed;
    private final int threads;
    private final List<FixedSetpoints> grid;

    /// @param years   weather to learn from
    /// @param seed    of jobs and plant
    /// @param threads simulations at the same time
    /// @throws IllegalArgumentException if the site has equipment that is not simulated
    public Tuning(Site site, List<Weather> years, long seed, int threads) {
        this(site, years, seed, threads, SetpointGrid.of(site));
    }

    Tuning(Site site, List<Weather> years, long seed, int threads, List<FixedSetpoints> grid) {
        if (grid.size() > SetpointGrid.MOST_POINTS) {
            throw new IllegalArgumentException("The grid (%d points) must have at most %d.".formatted(grid.size(),
                    SetpointGrid.MOST_POINTS));
        }
        this.site = site;
        this.years = List.copyOf(years);
        this.seed = seed;
        this.threads = threads;
        this.grid = List.copyOf(grid);
    }

    /// Searches.
    ///
    /// @param sources  what to write down about each of the years, in their order: name and digest of the file
    /// @param command  that asked for it
    /// @param progress hears of each simulation that is done
    /// @throws InterruptedException if the thread is interrupted meanwhile; nothing is left behind
    /// @throws IllegalStateException if no point of the grid keeps the racks cool
    public TunedSite search(List<String> sources, String command, Progress progress) throws InterruptedException {
        ZoneId zone = site.location().zone();
        List<Week> weeks = RepresentativeWeeks.of(years, zone);
        int all = grid.size() + Math.min(FINALISTS, grid.size());
        progress.reached(0, all);
        List<Trial> onWeeks = each(grid, setpoints -> onWeeks(setpoints, weeks, WEEK_DAYS),
                (some, ignored) -> progress.reached(some, all));
        List<FixedSetpoints> finalists = onWeeks.stream().filter(Trial::keepsRacksCool)
                .sorted(Comparator.comparingDouble(Trial::facilityKwh)).limit(FINALISTS).map(Trial::setpoints).toList();
        List<Trial> onYears = each(finalists, this::onYears, (some, ignored) -> progress.reached(
                grid.size() + some, all));
        Trial best = onYears.stream().filter(Trial::keepsRacksCool)
                .min(Comparator.comparingDouble(Trial::facilityKwh))
                .orElseThrow(() -> new IllegalStateException(
                        "None of %d fixed set-points keeps the racks of %s cool.".formatted(grid.size(), site.id())));
        progress.reached(all, all);
        return tuned(best, grid.size(), sources, command);
    }

    List<FixedSetpoints> grid() {
        return grid;
    }

    TunedSite tuned(Trial best, int tried, List<String> digests, String command) {
        List<TuningYear> learned = new ArrayList<>();
        ZoneId zone = site.location().zone();
        for (int i = 0; i < years.size(); i++) {
            Weather weather = years.get(i);
            LocalDate first = Scenario.firstWholeDay(zone, weather);
            learned.add(new TuningYear(weather.name(), digests.get(i), weather.measured(), first.toString(),
                    first.plusDays(TuningYears.days(weather, zone)).toString()));
        }
        return new TunedSite(1, site.id(), Digests.of(site), command, learned, seed, tried, best.setpoints(),
                new TunedSite.Figures(best.facilityKwh() / best.itKwh(), best.facilityKwh(), best.maxInletC(),
                        100 * best.aboveRecommended() / best.rackHours()));
    }

    List<Trial> each(List<FixedSetpoints> points, Function<FixedSetpoints, Trial> trial, Progress progress)
            throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Trial>> futures = new ArrayList<>();
            for (FixedSetpoints point : points) {
                futures.add(pool.submit(() -> {
                    Trial result = trial.apply(point);
                    progress.reached(done.incrementAndGet(), points.size());
                    return result;
                }));
            }
            List<Trial> trials = new ArrayList<>();
            for (Future<Trial> future : futures) {
                trials.add(future.get());
            }
            return trials;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A simulation failed.", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    Trial onWeeks(FixedSetpoints setpoints, List<Week> weeks, int days) {
        Trial trial = Trial.none(setpoints);
        for (Week week : weeks) {
            trial = run(trial, week.weather(), week.from().minusDays(SETTLING_DAYS), SETTLING_DAYS, days);
        }
        return trial;
    }

    private Trial onYears(FixedSetpoints setpoints) {
        ZoneId zone = site.location().zone();
        Trial trial = Trial.none(setpoints);
        for (Weather year : years) {
            trial = run(trial, year, Scenario.firstWholeDay(zone, year), 0, TuningYears.days(year, zone));
        }
        return trial;
    }

    private Trial run(Trial trial, Weather weather, LocalDate from, int settlingDays, int days) {
        Simulation simulation = new Simulation(new Scenario(site, Policy.BEST_STATIC, weather,
                new TypicalWorkload(site, seed), from, settlingDays + days, STEP_SECONDS, seed)
                .tuned(TunedSite.trial(site, trial.setpoints())));
        advance(simulation, settlingDays);
        EnergyAccount before = simulation.facility().energy();
        advance(simulation, days);
        return trial.plus(before, simulation.facility().energy());
    }

    private static void advance(Simulation simulation, int days) {
        for (int i = 0; i < days * STEPS_A_DAY; i++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("The search was interrupted.");
            }
            simulation.step();
        }
    }
}
