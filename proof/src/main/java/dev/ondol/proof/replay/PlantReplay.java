package dev.ondol.proof.replay;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.control.GoodPracticeControl;
import dev.ondol.simulator.control.LocalControl;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.run.Progress;
import dev.ondol.simulator.weather.Weather;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/// A window of a recording in the simulated plant: weather, IT load and set-points as recorded, everything else as the equations
/// say. The step is a minute. The plant is run in on the window's first hour. Safe for all threads.
public final class PlantReplay {
    private static final double STEP_SECONDS = 60;
    private static final long STEP = 60_000;
    private static final long RUN_IN = 2 * Window.HOUR;
    private static final long SEED = 1;
    /// An hour of the usual grid.
    private static final int TOLD_EACH = 12;

    /// Somebody who operates the simulated plant while a window runs through it.
    public interface Operator {
        /// Before each minute of the plant.
        void act(Facility facility);
    }

    private final Window window;
    private final boolean operated;
    private final Operator operator;
    private final Supplier<LocalControl> control;
    private final int instants;

    /// @param window what was recorded
    public PlantReplay(Window window) {
        this(window, true, GoodPracticeControl::new, facility -> {}, window.instants());
    }

    /// @param operated whether recorded set-points are followed
    /// @param control  the plant's own rules for what is not
    public PlantReplay(Window window, boolean operated, Supplier<LocalControl> control) {
        this(window, operated, control, facility -> {}, window.instants());
    }

    private PlantReplay(Window window, boolean operated, Supplier<LocalControl> control, Operator by, int instants) {
        this.operator = by;
        this.instants = instants;
        this.window = window;
        this.operated = operated;
        this.control = control;
    }

    /// The same, of the window's first hours alone.
    public PlantReplay first(int hours) {
        return new PlantReplay(window, operated, control, operator, window.instantsOf(hours));
    }

    /// The same up to a plant time, so that whoever operates the plant still acts then.
    public PlantReplay until(long time) {
        return new PlantReplay(window, operated, control, operator, Math.clamp((time - window.instant(0))
                / window.grid() + 2, 0, window.instants()));
    }

    /// The same with somebody who operates the plant on top.
    public PlantReplay by(Operator somebody) {
        return new PlantReplay(window, operated, control, somebody, instants);
    }

    /// The weather of the window, for one run.
    public Weather weather(Site plant) {
        return new RecordedWeather(plant, window.recording(), STEP);
    }

    public Simulated run(Site plant) {
        return run(plant, ignored -> {}, Progress.NONE);
    }

    /// The plant before its first step.
    public Facility begin(Site plant) {
        return new Facility(plant, control.get(), new RecordedWeather(plant, window.recording(), STEP),
                window.start() - RUN_IN, SEED);
    }

    /// @param plant   the plant in which it runs
    /// @param trouble what is wrong with it from the beginning
    public Simulated run(Site plant, Consumer<Facility> trouble, Progress progress) {
        return run(plant, trouble, Optional.empty(), progress);
    }

    /// @param trace keeps what the plant shows between the hours, too
    public Simulated run(Site plant, Trace trace, Progress progress) {
        return run(plant, ignored -> {}, Optional.of(trace), progress);
    }

    private Simulated run(Site plant, Consumer<Facility> trouble, Optional<Trace> trace, Progress progress) {
        Recording recording = window.recording();
        Facility facility = begin(plant);

        trouble.accept(facility);
        Boundary boundary = new Boundary(plant, recording, operated);
        List<PointId> points = window.points();
        DoubleSupplier[] sensors = points.stream().map(facility::sensor).toArray(DoubleSupplier[]::new);
        Simulated simulated = new Simulated(window);
        int hours = Math.max(1, window.hourOf(instants));
        for (int i = 0; i < instants; i++) {
            while (facility.time() < window.instant(i)) {
                boundary.impose(facility, Math.max(window.start(), facility.time() + STEP));
                operator.act(facility);
                facility.step(STEP_SECONDS);
            }
            simulated.take(i, sensors);
            if (trace.isPresent()) {
                trace.get().take(i, sensors);
            }
            if (i % TOLD_EACH == 0) {
                progress.reached(Math.min(hours, window.hourOf(i)), hours);
            }
        }
        progress.reached(hours, hours);
        return simulated.done(facility.energy());
    }
}
