package dev.ondol.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.ondol.benchmarks.SimulatorSpeeds.Run;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.run.Policy;
import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.run.Simulation;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherFiles;
import dev.ondol.simulator.workload.TypicalWorkload;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Measures steps a second and bytes a step of whole simulations: plant under good practice, built-in weather from April on,
/// built-in jobs, 60 s steps. Every measurement warms up before it counts.
public final class SimulatorBenchmark {
    private static final List<Integer> THREADS = List.of(1, 2, 4);
    private static final int STEP_SECONDS = 60;
    private static final int YEAR_DAYS = 365;
    /// Steps between two looks at the clock.
    private static final int CHUNK = 1_000;

    private final Duration warmUp;
    private final Duration measured;

    /// @param full true: longer runs, for figures to publish
    public SimulatorBenchmark(boolean full) {
        this(Duration.ofSeconds(full ? 10 : 3), Duration.ofSeconds(full ? 30 : 5));
    }

    SimulatorBenchmark(Duration warmUp, Duration measured) {
        this.warmUp = warmUp;
        this.measured = measured;
    }

    /// Measures all sites with 1, 2 and 4 scenarios in parallel.
    ///
    /// @param listener hears each measurement as it is made
    /// @throws IllegalArgumentException if a site has equipment that is not simulated
    /// @throws InterruptedException     if the thread is interrupted meanwhile
    public SimulatorSpeeds measure(List<Site> sites, Consumer<Run> listener) throws InterruptedException {
        List<Run> runs = new ArrayList<>();
        for (Site site : sites) {
            for (int threads : THREADS) {
                Run run = measure(site, threads);
                listener.accept(run);
                runs.add(run);
            }
        }
        return new SimulatorSpeeds(runs);
    }

    /// Refuses a site that cannot be measured.
    ///
    /// @throws IllegalArgumentException if the site has equipment that is not simulated
    public static void check(Site site) {
        new Simulation(scenario(site, 1));
    }

    private Run measure(Site site, int threads) throws InterruptedException {
        List<Simulation> simulations = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            simulations.add(new Simulation(scenario(site, i + 1)));
        }
        inParallel(simulations, warmUp);
        long begin = System.nanoTime();
        Count count = inParallel(simulations, measured);
        double seconds = (System.nanoTime() - begin) / 1e9;
        int racks = simulations.getFirst().facility().it().racks();
        return new Run(site.id(), racks, threads, count.steps / seconds, (double) count.bytes / count.steps);
    }

    private static Count inParallel(List<Simulation> simulations, Duration time) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(simulations.size())) {
            List<Future<Count>> futures = new ArrayList<>();
            for (Simulation simulation : simulations) {
                futures.add(threads.submit(() -> run(simulation, time)));
            }
            Count sum = new Count(0, 0);
            for (Future<Count> future : futures) {
                sum = sum.plus(future.get());
            }
            return sum;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A simulation failed.", e.getCause());
        }
    }

    private static Count run(Simulation simulation, Duration time) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long end = System.nanoTime() + time.toNanos();
        long steps = 0;
        while (System.nanoTime() < end) {
            for (int i = 0; i < CHUNK; i++) {
                simulation.step();
            }
            steps += CHUNK;
        }
        return new Count(steps, threads.getCurrentThreadAllocatedBytes() - bytes);
    }

    private static Scenario scenario(Site site, long seed) {
        try {
            Weather weather = WeatherFiles.open(site.location().climate(), site.location(), seed);
            LocalDate april = Scenario.firstDay(site, weather).withMonth(4);
            return new Scenario(site, Policy.GOOD_PRACTICE, weather, new TypicalWorkload(site, seed), april, YEAR_DAYS,
                    STEP_SECONDS, seed);
        } catch (UnusableWeather e) {
            throw new IllegalStateException("The built-in climate of %s is broken.".formatted(site.id()), e);
        }
    }

    /// @param steps steps done
    /// @param bytes memory allocated meanwhile
    private record Count(long steps, long bytes) {
        Count plus(Count other) {
            return new Count(steps + other.steps, bytes + other.bytes);
        }
    }
}
