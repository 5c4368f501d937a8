package dev.ondol.optimizer;

import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.plan.ModelStore;
import dev.ondol.historian.reading.History;
import dev.ondol.optimizer.forecast.WeatherForecast;
import dev.ondol.optimizer.identify.ModelCard;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.observe.Readings;
import dev.ondol.optimizer.placement.PlacementDesk;
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
        private final Optional<ModelCard> model;
        private final byte[] json;

        Published(Plan plan, Optional<ModelCard> model) {
            this.plan = plan;
            this.model = model;
            this.json = JsonMessages.write(plan);
        }

        Plan plan() {
            return plan;
        }

        /// What was known of the plant.
        Optional<ModelCard> model() {
            return model;
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
    private final ModelStore models;
    private final OptimizerOptions options;
    private final Consumer<Published> outlet;
    private final Thread thread = Thread.ofPlatform().name("optimize-planner").unstarted(this::run);
    private final Object turn = new Object();
    private @Nullable ClockTick due;
    private boolean forget;
    // Only used on the thread itself.
    private boolean anew = true;
    private boolean settled;
    private long lastCycle = NEVER;
    private volatile @Nullable Published newest;
    private final AtomicLong plans = new AtomicLong();
    private final AtomicLong cut = new AtomicLong();

    PlanningThread(Site site, List<Actuator> actuators, PlacementDesk desk, Readings readings, History history,
            ModelStore models, OptimizerOptions options, Consumer<Published> outlet) {
        this.site = site;
        this.actuators = actuators;
        this.desk = desk;
        this.readings = readings;
        this.history = history;
        this.models = models;
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
        try (Planning planning = new Planning(site, actuators, desk, readings, forecast(), options)) {
            while (true) {
                ClockTick tick = take();
                if (anew) {
                    anew = false;
                    WeatherForecast weather = forecast();
                    PastWeather.recall(history, tick.plant(), weather);
                    planning.restart(weather);
                    PastModel.recall(models, tick.plant()).ifPresent(planning::goOn);
                }
                try {
                    if (!plan(tick, planning) && !settled) {
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

    private WeatherForecast forecast() {
        return new WeatherForecast(site.location().longitude());
    }

    private ClockTick take() throws InterruptedException {
        synchronized (turn) {
            while (due == null) {
                turn.wait();
            }
            if (forget) {
                forget = false;
                anew = true;
                settled = false;
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
    private boolean plan(ClockTick tick, Planning planning) throws InterruptedException {
        long cycle = cycle(tick);
        Optional<Planning.Planned> planned = planning.plan(cycle, tick.plant(),
                "plan-%d-%d-%s".formatted(cycle / 1000, plans.get(), tick.run()));
        if (planned.isEmpty()) {
            return false;
        }
        if (planned.get().cut()) {
            cut.incrementAndGet();
        }
        Published published = new Published(planned.get().plan(), planning.card());
        newest = published;
        plans.incrementAndGet();
        outlet.accept(published);
        settled |= planned.get().sets();
        return planned.get().sets();
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
