package dev.ondol.optimizer.solve;

import dev.ondol.facility.plan.Plan.Conflict;
import dev.ondol.facility.plan.Plan.Expected;
import dev.ondol.facility.plan.Plan.SetpointSteps;
import dev.ondol.facility.plan.Plan.Step;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.Estimate;
import dev.ondol.optimizer.placement.Start;
import dev.ondol.optimizer.problem.Footprint;
import dev.ondol.optimizer.problem.Horizon;
import dev.ondol.optimizer.problem.HorizonPlan;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.SetpointStep;
import dev.ondol.optimizer.problem.Stage;
import dev.ondol.optimizer.problem.StageOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Turns a solution into what leaves the optimizer: set-point steps that keep the slew limit one by one, starts, expectation.
final class PlanWriter {
    private static final long MINUTE = 60_000;
    private static final long PERIOD = dev.ondol.facility.point.SetpointLimits.SAVING_PERIOD_SECONDS * 1000L;
    private static final int FIRST_HOUR = 60;

    private final Horizon horizon;
    private final HorizonPlan plan;
    private final SetpointStep[][] steps;

    PlanWriter(HorizonPlan plan) {
        this.plan = plan;
        this.horizon = plan.getHorizon();
        steps = new SetpointStep[horizon.actuators().size()][Stage.COUNT];
        for (SetpointStep step : plan.getSteps()) {
            steps[step.getActuator().index()][step.getStage().index()] = step;
        }
    }

    /// @param held reasons of the actuators that are left alone; they appear without steps
    List<SetpointSteps> setpoints(Map<Integer, String> held) {
        List<SetpointSteps> all = new ArrayList<>();
        for (Actuator actuator : horizon.actuators()) {
            String reason = held.get(actuator.index());
            all.add(reason == null
                    ? new SetpointSteps(actuator.point(), ramp(actuator), reason(actuator))
                    : new SetpointSteps(actuator.point(), List.of(), reason));
        }
        return all;
    }

    /// Towards safety at once, in the saving direction by one saving step a period.
    private List<Step> ramp(Actuator actuator) {
        List<Step> ramp = new ArrayList<>();
        double last = horizon.inForce(actuator.index());
        for (SetpointStep step : steps[actuator.index()]) {
            long at = horizon.cycle() + step.getStage().fromMinute() * MINUTE;
            long end = horizon.cycle() + step.getStage().toMinute() * MINUTE;
            double target = step.value();
            while (at < end && (ramp.isEmpty() || target != last)) {
                double most = actuator.limits().savingStep();
                double next = actuator.saving(last, target) > most + 1e-9
                        ? last + Math.signum(target - last) * most
                        : target;
                ramp.add(new Step(at, next));
                last = next;
                at += PERIOD;
            }
        }
        return ramp;
    }

    /// What keeps the first stage from saving one grid step more.
    private String reason(Actuator actuator) {
        SetpointStep first = steps[actuator.index()][0];
        double more = first.value() + (actuator.saving(0, 1) > 0 ? actuator.gridStep() : -actuator.gridStep());
        if (!actuator.limits().contains(more)) {
            return "Envelope";
        }
        double[] setpoints = values(0);
        Stage stage = first.getStage();
        long[] heat = heat(stage);
        StageOutcome now = horizon.outcome(stage, heat, setpoints);
        setpoints[actuator.index()] = more;
        StageOutcome then = horizon.outcome(stage, heat, setpoints);
        if (then.inlet() > now.inlet()) {
            return "Inlet limit";
        }
        if (then.liquid() > now.liquid()) {
            return "Liquid limit";
        }
        if (then.dewPoint() > now.dewPoint()) {
            return "Dew point";
        }
        double reach = actuator.slew(stage.minutes() * MINUTE);
        boolean slews = actuator.saving(horizon.inForce(actuator.index()), more) > reach + 1e-9;
        return slews && then.energyWh() < now.energyWh() ? "Slew limit" : "energy";
    }

    /// Set-points of a stage, one for each actuator.
    double[] values(int stage) {
        double[] values = new double[steps.length];
        for (int actuator = 0; actuator < values.length; actuator++) {
            values[actuator] = steps[actuator][stage].value();
        }
        return values;
    }

    /// Heat of the queue in a stage, in the form of [Horizon#estimate].
    long[] heat(Stage stage) {
        long[] heat = new long[2 * horizon.halls()];
        for (QueuedJob job : plan.getJobs()) {
            if (job.placed()) {
                int minutes = stage.overlap(job.startMinute(), job.endMinute());
                if (minutes > 0) {
                    job.draw().addHeat(heat, minutes);
                }
            }
        }
        return heat;
    }

    /// Jobs that may start in this cycle first, then those that only get a reservation.
    List<Start> starts() {
        List<Start> starts = new ArrayList<>();
        for (QueuedJob job : plan.getJobs()) {
            if (!job.placed() || job.footprint().missing() > 0) {
                continue;
            }
            Footprint footprint = job.footprint();
            List<Start.Share> shares = new ArrayList<>();
            for (int i = 0; i < footprint.size(); i++) {
                shares.add(new Start.Share(footprint.node(i), footprint.replicas(i)));
            }
            long at = horizon.cycle() + job.startMinute() * MINUTE;
            starts.add(new Start(job.getId(), at, job.startMinute() == 0, job.getProfile(), shares));
        }
        starts.sort(java.util.Comparator.comparing((Start start) -> !start.now()).thenComparingLong(Start::startAt));
        return starts;
    }

    List<Conflict> conflicts() {
        return new Conflicts(plan, this).all();
    }

    int unplaced() {
        return (int) plan.getJobs().stream().filter(job -> !job.placed()).count();
    }

    Expected expected() {
        double itW = 0;
        double coolingW = 0;
        double facilityW = 0;
        double holdW = 0;
        for (Stage stage : horizon.stages()) {
            if (stage.toMinute() > FIRST_HOUR) {
                break;
            }
            double part = stage.minutes() / (double) FIRST_HOUR;
            long[] heat = heat(stage);
            Estimate of = horizon.estimate(stage, heat, values(stage.index()));
            itW += part * of.itW;
            coolingW += part * of.coolingW;
            facilityW += part * of.facilityW;
            holdW += part * horizon.estimate(stage, heat, horizon.inForce()).facilityW;
        }
        return new Expected(itW / 1000, coolingW / 1000, facilityW / 1000, holdW / 1000, itW > 0 ? facilityW / itW : 1);
    }
}
