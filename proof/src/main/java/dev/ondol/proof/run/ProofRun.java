package dev.ondol.proof.run;

import dev.ondol.proof.loop.ClosedLoop;
import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.run.Simulation;
import dev.ondol.simulator.workload.Job;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/// Runs one [RunSpec]: a day to settle, then the measured days. The same spec gives the same figures, wall times apart.
final class ProofRun {
    private static final long MINUTE_MILLIS = 60_000;
    private static final double J_PER_KWH = 3.6e6;

    private final RunSpec spec;
    private final IntConsumer dayDone;
    private final ZoneId zone;

    /// Advances a simulation by one step.
    @FunctionalInterface
    private interface Stepper {
        void step() throws InterruptedException;
    }

    /// @param dayDone hears after each day how many are done, settling included
    ProofRun(RunSpec spec, IntConsumer dayDone) {
        this.spec = spec;
        this.dayDone = dayDone;
        zone = spec.site().location().zone();
    }

    /// @throws InterruptedException if the thread is interrupted meanwhile
    RunFigures run() throws InterruptedException {
        Scenario scenario = spec.scenario();
        if (!spec.contender().optimized()) {
            Simulation simulation = new Simulation(scenario, spec.asBuilt());
            return run(simulation, simulation::step, () -> ClosedLoop.Effort.NONE);
        }
        Contender contender = spec.contender();
        try (ClosedLoop loop = new ClosedLoop(scenario, spec.asBuilt(), contender.joint(), contender.dispatched(), spec
                .moves())) {
            return run(loop.simulation(), loop::step, loop::effort);
        }
    }

    private RunFigures run(Simulation simulation, Stepper stepper, Supplier<ClosedLoop.Effort> effort)
            throws InterruptedException {
        long started = System.nanoTime();
        LocalDate date = spec.week().minusDays(RunSpec.SETTLING_DAYS);
        DayMeter meter = new DayMeter(simulation);
        List<DayFigures> days = new ArrayList<>();
        double heatJ = 0;
        double backlog = 0;
        for (int day = 0; day < spec.allDays(); day++) {
            if (day == RunSpec.SETTLING_DAYS) {
                heatJ = simulation.facility().heatContentJ();
                backlog = backlog(simulation);
            }
            advance(simulation, stepper, meter, date);
            DayFigures figures = meter.day(date);
            if (day >= RunSpec.SETTLING_DAYS) {
                days.add(figures);
            }
            date = date.plusDays(1);
            dayDone.accept(day + 1);
        }
        double wallSeconds = (System.nanoTime() - started) / 1e9;
        return new RunFigures(spec.key(), spec.contender().id(), spec.week().toString(), spec.seed(), days,
                (simulation.facility().heatContentJ() - heatJ) / J_PER_KWH, backlog(simulation) - backlog,
                simulation.facility().energy().maxBalanceError(),
                simulation.cluster().account().latestMillis() / (double) MINUTE_MILLIS, wallSeconds,
                effort.get());
    }

    private void advance(Simulation simulation, Stepper stepper, DayMeter meter, LocalDate date)
            throws InterruptedException {
        long end = date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
        while (simulation.time() < end) {
            if (Thread.interrupted()) {
                throw new InterruptedException("The run %s was stopped.".formatted(spec.key()));
            }
            int hour = Instant.ofEpochMilli(simulation.time()).atZone(zone).getHour();
            stepper.step();
            if (simulation.time() % MINUTE_MILLIS == 0) {
                meter.minute(hour);
            }
        }
    }

    /// Work of the jobs that wait, reference GPU-hours.
    private static double backlog(Simulation simulation) {
        return simulation.cluster().waiting().stream().mapToDouble(Job::referenceGpuHours).sum();
    }
}
