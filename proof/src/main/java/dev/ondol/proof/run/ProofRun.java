package dev.ondol.proof.run;

import dev.ondol.facility.plan.Levers;
import dev.ondol.proof.loop.ClosedLoop;
import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.run.Simulation;
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
        if (spec.levers().equals(Levers.NONE)) {
            Simulation simulation = new Simulation(scenario, spec.asBuilt());
            return run(List.of(simulation), simulation::step, () -> ClosedLoop.Effort.NONE);
        }
        try (ClosedLoop loop = new ClosedLoop(scenario, spec.asBuilt(), spec.levers(), spec.moves())) {
            List<Simulation> all = new ArrayList<>(List.of(loop.simulation()));
            loop.twin().ifPresent(all::add);
            return run(all, loop::step, loop::effort);
        }
    }

    /// @param simulations the one of the contender, then its twin where there is one
    private RunFigures run(List<Simulation> simulations, Stepper stepper, Supplier<ClosedLoop.Effort> effort)
            throws InterruptedException {
        long started = System.nanoTime();
        LocalDate date = spec.week().minusDays(RunSpec.SETTLING_DAYS);
        List<PlantWeek> weeks = simulations.stream().map(PlantWeek::new).toList();
        for (int day = 0; day < spec.allDays(); day++) {
            if (day == RunSpec.SETTLING_DAYS) {
                weeks.forEach(PlantWeek::begin);
            }
            advance(simulations.getFirst(), stepper, weeks, date);
            for (PlantWeek week : weeks) {
                week.day(date, day >= RunSpec.SETTLING_DAYS);
            }
            date = date.plusDays(1);
            dayDone.accept(day + 1);
        }
        double wallSeconds = (System.nanoTime() - started) / 1e9;
        RunFigures twin = weeks.size() > 1
                ? weeks.getLast().figures(spec, Contender.ONDOL_ASSETS_RULES.id(), 0, ClosedLoop.Effort.NONE, null)
                : null;
        return weeks.getFirst().figures(spec, spec.name(), wallSeconds, effort.get(), twin);
    }

    private void advance(Simulation simulation, Stepper stepper, List<PlantWeek> weeks, LocalDate date)
            throws InterruptedException {
        long end = date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
        while (simulation.time() < end) {
            if (Thread.interrupted()) {
                throw new InterruptedException("The run %s was stopped.".formatted(spec.key()));
            }
            int hour = Instant.ofEpochMilli(simulation.time()).atZone(zone).getHour();
            stepper.step();
            if (simulation.time() % MINUTE_MILLIS == 0) {
                weeks.forEach(week -> week.minute(hour));
            }
        }
    }
}
