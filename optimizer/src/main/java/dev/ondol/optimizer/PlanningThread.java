package dev.ondol.optimizer;

import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.reading.History;
import dev.ondol.optimizer.forecast.WeatherForecast;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.observe.PlantObserver;
import dev.ondol.optimizer.observe.Readings;
import dev.ondol.optimizer.placement.PlacementDesk;
import dev.ondol.optimizer.solve.CycleInput;
import dev.ondol.optimizer.solve.PlanSolver;
import dev.ondol.optimizer.solve.Planner;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plans each cycle that the clock reaches, the newest first, on a thread of its own.
final class PlanningThread implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PlanningThread.class);
    private static final long CYCLE_MS = 300_000;
    private static final long NEVER = Long.MIN_VALUE;
    private static final long PATIENCE_MS = 5_000;

    /// A plan and its JSON form.
    static final class Published {
        private final Plan plan;
        private final byte[] json;

        Published(Plan plan) {
            this.plan = plan;
            this.json = JsonMessages.write(plan);
        }

        Plan plan() {
            return plan;
        }

        byte[] json() {
            return json;
        }
    }

    private final Site site;
    private final List<Actuator> actuators;
    private final PlacementDesk desk;
    private final Readings readings;
    private final History history;
    private final OptimizerOptions options;
    private final Consumer<Published> outlet;
    private final Thread thread = Thread.ofPlatform().name("optimize-planner").unstarted(this::run);
    private final Object turn = new Object();
    private @Nullable ClockTick due;
    private boolean forget;
    // Only used on the thread itself.
    private boolean anew;
    private boolean settled;
    private long lastCycle = NEVER;
    private volatile @Nullable Published newest;
    private final AtomicLong plans = new AtomicLong();
    private final AtomicLong cut = new AtomicLong();

    PlanningThread(Site site, List<Actuator> actuators, PlacementDesk desk, Readings readings, History history,
            OptimizerOptions options, Consumer<Published> outlet) {
        this.site = site;
        this.actuators = actuators;
        this.desk = desk;
        this.readings = readings;
        this.history = history;
        this.options = options;
        this.outlet = outlet;
    }

    void start() {
        thread.start();
    }

    /// Notes a clock tick; it leads to a plan where it reaches a cycle that was not planned yet.
    void tick(ClockTick tick) {
        synchronized (turn) {
            if (cycle(tick) != lastCycle) {
                lastCycle = cycle(tick);
                due = tick;
                turn.notifyAll();
            }
        }
    }

    /// The clock has started a new life: nothing that was planned or read before counts.
    void forget() {
        synchronized (turn) {
            forget = true;
            lastCycle = NEVER;
        }
    }

    Optional<Published> newest() {
        return Optional.ofNullable(newest);
    }

    long newestCycle() {
        Published plan = newest;
        return plan == null ? 0 : plan.plan().cycle();
    }

    long plans() {
        return plans.get();
    }

    /// Cycles in which the time guard cut the search.
    long cut() {
        return cut.get();
    }

    private static long cycle(ClockTick tick) {
        return Math.floorDiv(tick.plant(), CYCLE_MS) * CYCLE_MS;
    }

    private void run() {
        PlantModel model = new PlantModel(site, actuators);
        try (PlanSolver solver = new PlanSolver(options.seed(), options.moves(), options.timeGuard())) {
            Planner planner = new Planner(model, desk, solver);
            PlantObserver observer = null;
            while (true) {
                ClockTick tick = take(planner);
                if (observer == null || anew) {
                    anew = false;
                    observer = observer(tick.plant());
                }
                try {
                    if (!plan(tick, observer, planner) && !settled) {
                        again(tick);
                    }
                } catch (RuntimeException e) {
                    log.error("The cycle of plant time {} has no plan; the plant keeps the plan before.", cycle(tick),
                            e);
                }
            }
        } catch (InterruptedException e) {
            log.debug("Planning ends.", e);
        }
    }

    private PlantObserver observer(long now) {
        WeatherForecast weather = new WeatherForecast(site.location().longitude());
        PastWeather.recall(history, now, weather);
        return new PlantObserver(new PlantModel(site, actuators), PointCatalog.of(site), readings, weather);
    }

    private ClockTick take(Planner planner) throws InterruptedException {
        synchronized (turn) {
            while (due == null) {
                turn.wait();
            }
            if (forget) {
                forget = false;
                anew = true;
                settled = false;
                planner.forget();
            }
            ClockTick tick = due;
            due = null;
            return tick;
        }
    }

    /// Before the plant has told enough once, a cycle is planned again with the next tick: the retained clock comes before the
    /// first frames.
    private void again(ClockTick tick) {
        synchronized (turn) {
            if (lastCycle == cycle(tick)) {
                lastCycle = NEVER;
            }
        }
    }

    /// @return true where the plan sets something
    private boolean plan(ClockTick tick, PlantObserver observer, Planner planner) throws InterruptedException {
        long cycle = cycle(tick);
        Optional<CycleInput> input = observer.look(cycle, tick.plant(), desk);
        if (input.isEmpty()) {
            log.info("The cycle of plant time {} has no plan: the weather station has not reported yet.", cycle);
            return false;
        }
        boolean sets = input.get().held().size() < actuators.size();
        Planner.Cycle done = planner.run("plan-%d-%d-%s".formatted(cycle / 1000, plans.get(), tick.run()), input.get());
        if (done.solved().cut()) {
            cut.incrementAndGet();
            log.warn("The search for the plan {} was cut by the time guard of {} after {} of {} moves.",
                    done.plan().id(),
                    options.timeGuard(), done.solved().moves(), options.moves());
        }
        if (!PlanSolver.feasible(done.solved().plan())) {
            log.warn("The plan {} breaks a hard rule ({}): more cooling than the plant has is asked for.",
                    done.plan().id(),
                    done.plan().solve().score());
        }
        Published published = new Published(done.plan());
        newest = published;
        plans.incrementAndGet();
        outlet.accept(published);
        settled |= sets;
        return sets;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
