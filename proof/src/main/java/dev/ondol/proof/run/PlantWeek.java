package dev.ondol.proof.run;

import dev.ondol.proof.loop.ClosedLoop;
import dev.ondol.simulator.run.Simulation;
import dev.ondol.simulator.workload.Job;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one simulated plant gives in a run: its days, and what it holds more at the end than at the beginning.
final class PlantWeek {
    private static final double MINUTE_MILLIS = 60_000;
    private static final double J_PER_KWH = 3.6e6;

    private final Simulation simulation;
    private final DayMeter meter;
    private final List<DayFigures> days = new ArrayList<>();
    private double heatJ;
    private double backlog;

    PlantWeek(Simulation simulation) {
        this.simulation = simulation;
        meter = new DayMeter(simulation);
    }

    /// The measured days begin.
    void begin() {
        heatJ = simulation.facility().heatContentJ();
        backlog = waiting();
    }

    /// After each minute.
    void minute(int hour) {
        meter.minute(hour);
    }

    /// After each day.
    ///
    /// @param measured false while it settles
    void day(LocalDate date, boolean measured) {
        DayFigures figures = meter.day(date);
        if (measured) {
            days.add(figures);
        }
    }

    RunFigures figures(RunSpec spec, String name, double wallSeconds, ClosedLoop.Effort effort,
            @Nullable RunFigures twin) {
        return new RunFigures(spec.key(), name, spec.week().toString(), spec.seed(), days, (simulation
                .facility().heatContentJ() - heatJ) / J_PER_KWH, waiting() - backlog, simulation.facility().energy()
                        .maxBalanceError(),
                simulation.cluster().account().latestMillis() / MINUTE_MILLIS, wallSeconds, effort, twin);
    }

    /// Work of the jobs that wait, reference GPU-hours.
    private double waiting() {
        return simulation.cluster().waiting().stream().mapToDouble(Job::referenceGpuHours).sum();
    }
}
