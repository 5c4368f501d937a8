package dev.ondol.optimizer.explain;

import dev.ondol.optimizer.metering.Outlay;
import dev.ondol.optimizer.model.Estimate;
import dev.ondol.optimizer.price.Tariff;
import dev.ondol.optimizer.price.Valuation;
import dev.ondol.optimizer.problem.Horizon;
import dev.ondol.optimizer.problem.HorizonPlan;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.SetpointStep;
import dev.ondol.optimizer.problem.Stage;

/// A plan by stage: set-points, heat of its queue, and what it takes. One thread.
final class PlanFigures {
    private static final double WH_PER_KWH = 1000;

    private final HorizonPlan plan;
    private final Horizon horizon;
    private final SetpointStep[][] steps;
    private final long[][] heat;

    PlanFigures(HorizonPlan plan) {
        this.plan = plan;
        horizon = plan.getHorizon();
        steps = new SetpointStep[horizon.actuators().size()][Stage.COUNT];
        for (SetpointStep step : plan.getSteps()) {
            steps[step.getActuator().index()][step.getStage().index()] = step;
        }
        heat = new long[Stage.COUNT][2 * horizon.halls()];
        for (QueuedJob job : plan.getJobs()) {
            addHeat(job, 1);
        }
    }

    private void addHeat(QueuedJob job, int sign) {
        if (job.placed()) {
            for (Stage stage : horizon.stages()) {
                job.draw().addHeat(heat[stage.index()], (long) sign * stage.overlap(job.startMinute(), job
                        .endMinute()));
            }
        }
    }

    Horizon horizon() {
        return horizon;
    }

    HorizonPlan plan() {
        return plan;
    }

    SetpointStep[] steps(int actuator) {
        return steps[actuator];
    }

    /// Heat of the queue in a stage, in the form of [Horizon#estimate]; a new array.
    long[] heat(Stage stage) {
        return heat[stage.index()].clone();
    }

    /// Set-points of a stage as a new array.
    double[] values(Stage stage) {
        double[] values = new double[steps.length];
        for (int actuator = 0; actuator < values.length; actuator++) {
            values[actuator] = steps[actuator][stage.index()].value();
        }
        return values;
    }

    /// What the facility is expected to take over the horizon, with what its queue takes after it.
    Outlay outlay(Tariff tariff) {
        return outlay(tariff, false);
    }

    /// The same with every set-point as it is in force.
    Outlay held(Tariff tariff) {
        return outlay(tariff, true);
    }

    private Outlay outlay(Tariff tariff, boolean held) {
        Valuation valuation = horizon.valuation();
        double itKwh = 0;
        double coolingKwh = 0;
        double lossKwh = 0;
        double kg = 0;
        double money = 0;
        double litres = 0;
        for (Stage stage : horizon.stages()) {
            double hours = stage.minutes() / 60.0;
            Estimate of = horizon.estimate(stage, heat[stage.index()], held ? horizon.inForce() : values(stage));
            double kwh = of.facilityW * hours / WH_PER_KWH;
            itKwh += of.itW * hours / WH_PER_KWH;
            coolingKwh += of.coolingW * hours / WH_PER_KWH;
            lossKwh += (of.facilityW - of.itW - of.coolingW) * hours / WH_PER_KWH;
            kg += kwh * valuation.kgPerKwh(stage.index());
            money += kwh * valuation.pricePerKwh(stage.index());
            litres += of.towerHeatW * hours / WH_PER_KWH * valuation.litresPerKwh(stage.index());
        }
        double laterKwh = plan.getJobs().stream().filter(QueuedJob::placed).mapToDouble(job -> job.afterHorizonWh()
                + job.wakingWh()).sum() / WH_PER_KWH;
        return new Outlay(itKwh + laterKwh, coolingKwh, lossKwh, kg + laterKwh * valuation.meanKgPerKwh(), tariff
                .money(money + laterKwh * valuation.meanPricePerKwh()), litres);
    }
}
