package dev.ondol.optimizer.problem;

import ai.timefold.solver.core.api.domain.common.PlanningId;
import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.entity.PlanningPin;
import ai.timefold.solver.core.api.domain.valuerange.ValueRange;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeFactory;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import dev.ondol.facility.point.SetpointLimits.SafeDirection;
import dev.ondol.optimizer.model.Actuator;

/// The value of one set-point in one stage, as a position on the actuator's grid. Pinned to the value in force where the
/// plan must leave the actuator alone.
@PlanningEntity
public class SetpointStep {
    private String id;
    private Actuator actuator;
    private Stage stage;
    private double inForce;
    private boolean held;
    private Integer place;

    /// For the solver's cloning only.
    @SuppressWarnings("NullAway.Init")
    public SetpointStep() {}

    /// @param inForce value in force now, in the unit of the point
    /// @param held    true: the plan must not move it
    /// @param place   position on the grid to start from
    public SetpointStep(Actuator actuator, Stage stage, double inForce, boolean held, int place) {
        this.id = actuator.point() + "@" + stage.index();
        this.actuator = actuator;
        this.stage = stage;
        this.inForce = inForce;
        this.held = held;
        this.place = place;
    }

    @PlanningId
    public String getId() {
        return id;
    }

    public Actuator getActuator() {
        return actuator;
    }

    public Stage getStage() {
        return stage;
    }

    @PlanningPin
    public boolean isHeld() {
        return held;
    }

    @PlanningVariable(valueRangeProviderRefs = "places")
    public Integer getPlace() {
        return place;
    }

    public void setPlace(Integer place) {
        this.place = place;
    }

    /// Grid positions that the slew limit allows from the value in force until the end of this stage.
    @ValueRangeProvider(id = "places")
    public ValueRange<Integer> places() {
        return ValueRangeFactory.createIntValueRange(lowestPlace(), highestPlace() + 1);
    }

    /// Lowest grid position of [#places()].
    public int lowestPlace() {
        return actuator.limits().safe() == SafeDirection.DOWN
                ? 0
                : actuator.nearestSafe(inForce - actuator.slew(stage.toMinute() * 60_000L));
    }

    /// Highest grid position of [#places()].
    public int highestPlace() {
        return actuator.limits().safe() == SafeDirection.DOWN
                ? actuator.nearestSafe(inForce + actuator.slew(stage.toMinute() * 60_000L))
                : actuator.size() - 1;
    }

    /// The value in the unit of the point; the value in force itself where the step is held.
    public double value() {
        return held ? inForce : actuator.value(place);
    }

    public boolean first() {
        return stage.index() == 0;
    }

    public double inForce() {
        return inForce;
    }

    /// How far the step goes beyond the slew limit, in tenths of the point's unit.
    ///
    /// @param before the value of the stage before, or the value in force
    public long excessSlew(double before) {
        double beyond = held ? 0 : actuator.saving(before, value()) - actuator.slew(stage.minutes() * 60_000L);
        return beyond > 1e-9 ? (long) Math.ceil(beyond * 10 - 1e-6) : 0;
    }

    /// Steps of the grid between a value and this one, in whole steps.
    public long distance(double before) {
        return held ? 0 : Math.round(Math.abs(value() - before) / actuator.gridStep());
    }

    @Override
    public String toString() {
        return id + "=" + (place == null ? null : value());
    }
}
