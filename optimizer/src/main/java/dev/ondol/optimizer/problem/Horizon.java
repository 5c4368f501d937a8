package dev.ondol.optimizer.problem;

import dev.ondol.facility.plan.Weights;
import dev.ondol.facility.site.Hall;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.Calibration;
import dev.ondol.optimizer.model.Estimate;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.price.Valuation;
import java.util.Arrays;
import java.util.List;

/// Everything that is given in one planning cycle. Read only during a solve, except for the scratch space of the plant model:
/// one thread at a time.
public final class Horizon {
    /// Recommended upper inlet of ASHRAE TC 9.9, Thermal Guidelines, 5th edition, less a margin for the spread of sensors.
    public static final double INLET_LIMIT_C = 27 - 0.5;
    /// Class W45 of the same guidelines, less a margin.
    public static final double LIQUID_LIMIT_C = 45 - 0.5;
    /// Coolant may warm by this share of its rise at nameplate heat and design flow: heat may grow before the next plan.
    public static final double COOLANT_RISE = 0.9;
    /// Water stays this far above the room's dew point, K.
    public static final double DEW_POINT_MARGIN_K = 2;

    private final long cycle;
    private final PlantModel model;
    /// One for each stage: what a move leaves as it was in its stage is not reckoned again.
    private final PlantModel[] models;
    private final KnownOutcomes[] known;
    private final Nodes nodes;
    private final Occupancy base;
    private final Rooms rooms;
    private final List<Stage> stages;
    private final Calibration calibration;
    private final Valuation valuation;
    private final double[] inForce;
    private final double[][] baseAirW;
    private final double[][] baseLiquidW;
    private final double[] airW;
    private final double[] liquidW;
    private final Estimate estimate;

    /// For energy alone.
    public Horizon(long cycle, PlantModel model, Nodes nodes, Occupancy base, List<Stage> stages,
            Calibration calibration, double[] inForce, double[][] baseAirW, double[][] baseLiquidW) {
        this(cycle, model, nodes, base, stages, calibration, Valuation.energy(stages.size()), inForce, baseAirW,
                baseLiquidW);
    }

    /// @param cycle       plant time of the cycle in milliseconds
    /// @param stages      with the expected weather
    /// @param valuation   what energy and water count
    /// @param inForce     set-points in force, one for each actuator
    /// @param baseAirW    heat of idle nodes, running and promised jobs into the air, by stage and hall, W
    /// @param baseLiquidW the same into the technology loops, W
    public Horizon(long cycle, PlantModel model, Nodes nodes, Occupancy base, List<Stage> stages,
            Calibration calibration, Valuation valuation, double[] inForce, double[][] baseAirW,
            double[][] baseLiquidW) {
        this.cycle = cycle;
        this.model = model;
        this.nodes = nodes;
        this.base = base;
        rooms = new Rooms(nodes, base);
        this.stages = List.copyOf(stages);
        models = new PlantModel[stages.size()];
        Arrays.setAll(models, stage -> new PlantModel(model.site(), model.actuators()));
        known = new KnownOutcomes[stages.size()];
        Arrays.setAll(known, stage -> new KnownOutcomes());
        this.calibration = calibration;
        this.valuation = valuation;
        this.inForce = inForce.clone();
        this.baseAirW = baseAirW.clone();
        this.baseLiquidW = baseLiquidW.clone();
        airW = new double[model.halls()];
        liquidW = new double[model.halls()];
        estimate = new Estimate(model.halls());
    }

    /// The same problem by other weights, with scratch space of its own.
    public Horizon by(Weights weights) {
        return new Horizon(cycle, model, nodes, base, stages, calibration, valuation.by(weights), inForce, baseAirW,
                baseLiquidW);
    }

    public Valuation valuation() {
        return valuation;
    }

    public Calibration calibration() {
        return calibration;
    }

    public long cycle() {
        return cycle;
    }

    public Nodes nodes() {
        return nodes;
    }

    public Occupancy base() {
        return base;
    }

    /// Where there is room beside running and promised jobs.
    Rooms rooms() {
        return rooms;
    }

    public List<Stage> stages() {
        return stages;
    }

    public List<Actuator> actuators() {
        return model.actuators();
    }

    public int halls() {
        return model.halls();
    }

    /// The hall of a number, from 0.
    public Hall hall(int number) {
        return model.site().halls().get(number);
    }

    /// The value in force of an actuator, in its unit.
    public double inForce(int actuator) {
        return inForce[actuator];
    }

    /// The set-points in force as a new array.
    public double[] inForce() {
        return inForce.clone();
    }

    /// Evaluates the model for one stage.
    ///
    /// @param wattMinutes heat of queued jobs: air and liquid of hall 0, air and liquid of hall 1, ..., in watt-minutes
    /// @param setpoints   one value for each actuator
    /// @return the model's estimate, valid until the next call
    public Estimate estimate(Stage stage, long[] wattMinutes, double[] setpoints) {
        return estimate(stage, wattMinutes, setpoints, calibration);
    }

    /// The same for a plant of which other things are known.
    public Estimate estimate(Stage stage, long[] wattMinutes, double[] setpoints, Calibration known) {
        for (int hall = 0; hall < airW.length; hall++) {
            airW[hall] = baseAirW[stage.index()][hall] + wattMinutes[2 * hall] / (double) stage.minutes();
            liquidW[hall] = baseLiquidW[stage.index()][hall] + wattMinutes[2 * hall + 1] / (double) stage.minutes();
        }
        models[stage.index()].evaluate(stage.outdoor(), known, airW, liquidW, setpoints, estimate);
        return estimate;
    }

    /// The same in the units of the score.
    public StageOutcome outcome(Stage stage, long[] wattMinutes, double[] setpoints) {
        StageOutcome before = known[stage.index()].find(wattMinutes, setpoints);
        if (before != null) {
            return before;
        }
        StageOutcome outcome = reckon(stage, wattMinutes, setpoints);
        known[stage.index()].keep(wattMinutes, setpoints, outcome);
        return outcome;
    }

    private StageOutcome reckon(Stage stage, long[] wattMinutes, double[] setpoints) {
        Estimate found = estimate(stage, wattMinutes, setpoints);
        long inlet = 0;
        long liquid = 0;
        long failover = excess(found.plantLoad, 1, 1000);
        for (int hall = 0; hall < airW.length; hall++) {
            inlet += excess(found.inletC[hall], INLET_LIMIT_C, 10);
            liquid += Double.isNaN(found.loopC[hall]) ? 0 : excess(found.loopC[hall], LIQUID_LIMIT_C, 10);
            liquid += excess(found.coolantRise[hall], COOLANT_RISE, 100);
            failover += excess(found.airLoad[hall], 1, 1000) + excess(found.liquidLoad[hall], 1, 1000);
        }
        long dew = 0;
        double least = stage.outdoor().roomDewPointC() + DEW_POINT_MARGIN_K;
        for (Actuator actuator : model.actuators()) {
            if (actuator.kind() == Actuator.Kind.CHILLED_WATER || actuator.kind() == Actuator.Kind.TECHNOLOGY_LOOP) {
                dew += excess(least, setpoints[actuator.index()], 10);
            }
        }
        double weightedW = valuation.weighted(stage.index(), found.facilityW, found.towerHeatW);
        return new StageOutcome(Math.round(weightedW * stage.minutes() / 60), inlet, liquid, failover, dew);
    }

    private static long excess(double value, double limit, double unitsEach) {
        return value > limit + 1e-9 ? (long) Math.ceil((value - limit) * unitsEach - 1e-6) : 0;
    }
}
