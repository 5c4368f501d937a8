package dev.ondol.optimizer.observe;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.optimizer.cluster.HallHeat;
import dev.ondol.optimizer.forecast.WeatherOutlook;
import dev.ondol.optimizer.identify.Identification;
import dev.ondol.optimizer.identify.ModelCard;
import dev.ondol.optimizer.identify.Observation;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.Calibration;
import dev.ondol.optimizer.model.Estimate;
import dev.ondol.optimizer.model.Outdoor;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.model.Situation;
import dev.ondol.optimizer.placement.PlacementDesk;
import dev.ondol.optimizer.problem.Stage;
import dev.ondol.optimizer.solve.CycleInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Turns readings into the input of a planning cycle: weather, set-points in force, what must be left alone, and a calibration
/// that follows the plant slowly. One thread.
public final class PlantObserver {
    private static final PointId DRY_BULB = PointId.of(PointCatalog.WEATHER_STATION, Quantity.DRY_BULB_TEMPERATURE);
    private static final PointId WET_BULB = PointId.of(PointCatalog.WEATHER_STATION, Quantity.WET_BULB_TEMPERATURE);
    private static final PointId HUMIDITY = PointId.of(PointCatalog.WEATHER_STATION, Quantity.RELATIVE_HUMIDITY);
    private static final PointId COOLING = PointId.of(PointCatalog.COOLING_METER, Quantity.ACTIVE_POWER);
    /// Share of a new observation in the calibration.
    private static final double LEARNING = 0.2;
    private static final long MINUTE = 60_000;

    private final PlantModel model;
    private final Readings readings;
    private final WeatherOutlook weather;
    private final HallInputs[] halls;
    private final ChillerWatch chillers;
    private final PlantMeters meters;
    private final Identification identification;
    private final Estimate estimate;
    private final double[] airflowRatio;
    private final double[] inletBiasK;
    private double coolingRatio = 1;

    /// @param model a model of its own
    public PlantObserver(PlantModel model, Readings readings, WeatherOutlook weather) {
        this.model = model;
        this.readings = readings;
        this.weather = weather;
        meters = new PlantMeters(PointCatalog.of(model.site()), model.actuators());
        identification = new Identification(model);
        halls = model.site().halls().stream().map(HallInputs::new).toArray(HallInputs[]::new);
        estimate = new Estimate(halls.length);
        airflowRatio = new double[halls.length];
        chillers = new ChillerWatch(model.site());
        inletBiasK = new double[halls.length];
        Arrays.fill(airflowRatio, 1);
        Arrays.fill(inletBiasK, 0.5);
    }

    /// Looks at everything that is known at a cycle, corrects the desk's view of the plant and returns what to plan with; empty
    /// as long as no weather was ever seen.
    ///
    /// @param cycle plant time in milliseconds
    /// @param now   newest plant time in milliseconds
    public Optional<CycleInput> look(long cycle, long now, PlacementDesk desk) {
        OptionalDouble dry = readings.fresh(DRY_BULB, now);
        OptionalDouble wet = readings.fresh(WET_BULB, now);
        OptionalDouble humidity = readings.fresh(HUMIDITY, now);
        boolean weatherKnown = dry.isPresent() && wet.isPresent() && humidity.isPresent();
        if (weatherKnown) {
            weather.observe(now, dry.getAsDouble(), wet.getAsDouble(), humidity.getAsDouble() / 100);
        }
        if (!weather.known()) {
            return Optional.empty();
        }
        List<OptionalDouble> inForce = new ArrayList<>();
        Map<Integer, String> held = new HashMap<>();
        for (Actuator actuator : model.actuators()) {
            inForce.add(readings.fresh(actuator.point(), now));
            heldBecause(actuator, now, weatherKnown).ifPresent(reason -> held.put(actuator.index(), reason));
        }
        double[] setpoints = model.middle();
        for (int i = 0; i < setpoints.length; i++) {
            setpoints[i] = inForce.get(i).orElse(setpoints[i]);
        }
        calibrate(now, setpoints, desk);
        Calibration calibration = new Calibration(airflowRatio, inletBiasK, coolingRatio,
                identification.coefficients()).without(
                        Math.max(chillers.out(readings, now), readings
                                .operators().chillersOut()));
        desk.situation(new Situation(weather.at(now), setpoints, calibration));
        List<Outdoor> ahead = new ArrayList<>();
        for (int i = 0; i < Stage.COUNT; i++) {
            ahead.add(weather.at(cycle + (Stage.bound(i) + Stage.bound(i + 1)) * MINUTE / 2));
        }
        return Optional.of(new CycleInput(cycle, ahead, inForce, held, calibration));
    }

    /// Why a plan leaves a set-point alone, whatever it would gain; empty where it need not.
    ///
    /// @param now plant time in milliseconds
    public Optional<String> leftAlone(PointId setpoint, long now) {
        if (readings.operators().holds(setpoint)) {
            return Optional.of("held by an operator");
        }
        return readings.fresh(setpoint, now).isEmpty() ? Optional.of("stale " + setpoint) : Optional.empty();
    }

    private Optional<String> heldBecause(Actuator actuator, long now, boolean weatherKnown) {
        Optional<String> alone = leftAlone(actuator.point(), now);
        if (alone.isPresent()) {
            return alone;
        }
        if (!weatherKnown) {
            return Optional.of("stale " + DRY_BULB);
        }
        Optional<PointId> stale = switch (actuator.kind()) {
            case SUPPLY_AIR, PRESSURE -> halls[actuator.hall()].stale(readings, now);
            case COOLANT_FLOW -> Stream.of(Quantity.SUPPLY_WATER_TEMPERATURE, Quantity.RETURN_WATER_TEMPERATURE,
                    Quantity.WATER_FLOW).map(quantity -> PointId.of(actuator.point().equipment(), quantity))
                    .filter(id -> readings.fresh(id, now).isEmpty()).findFirst();
            case TECHNOLOGY_LOOP, CHILLED_WATER, CONDENSER_WATER -> Optional.of(PointId.of(actuator.point().equipment(),
                    Quantity.SUPPLY_WATER_TEMPERATURE)).filter(id -> readings.fresh(id, now).isEmpty());
            case UPS_MODULES -> Optional.empty();
            case UPS_ECO -> faultySide(now);
        };
        return stale.map(id -> "stale " + id);
    }

    /// A side of the supplies that is not known to be sound.
    private Optional<PointId> faultySide(long now) {
        return IntStream.range(0, model.site().electrical().ups().sides()).mapToObj(side -> PointId.of(PointCatalog.UPS
                + "-" + (char) ('a' + side), Quantity.FAULT_STATUS))
                .filter(id -> readings.fresh(id, now).orElse(1) != 0).findFirst();
    }

    /// What the model has learned of the plant, and how well it foretells.
    public Optional<ModelCard> card() {
        return identification.card();
    }

    /// Goes on from what was learned before.
    public void goOn(ModelCard before) {
        identification.goOn(before);
    }

    private void calibrate(long now, double[] setpoints, PlacementDesk desk) {
        double[] zero = new double[halls.length];
        desk.heat(heat -> {
            desk.read(account -> {
                for (int hall = 0; hall < halls.length; hall++) {
                    // The meter shows what warm inlets add, too; heat is reckoned without it.
                    double rise = estimate.riseW[hall];
                    OptionalDouble powerW = halls[hall].powerW(readings, now);
                    heat.correct(hall, powerW.isPresent()
                            ? powerW.getAsDouble() - rise - HallHeat.modelledW(model, account, hall)
                            : Double.NaN);
                }
                heat.update(account);
                return true;
            });
            identify(now, heat.airW(), heat.liquidW());
            model.evaluate(weather.at(now), new Calibration(airflowRatio, zero, 1, identification.coefficients()),
                    heat.airW(), heat.liquidW(), setpoints, estimate);
            return true;
        });
        for (int hall = 0; hall < halls.length; hall++) {
            learnHall(hall, now);
        }
        readings.fresh(COOLING, now).ifPresent(kw -> coolingRatio += LEARNING * (Math.clamp(kw * 1000 / Math.max(1,
                estimate.coolingW), 0.5, 2) - coolingRatio));
    }

    private void identify(long now, double[] airW, double[] liquidW) {
        if (!identification.wants(now)) {
            return;
        }
        Optional<double[]> parts = meters.partsW(readings, now);
        Optional<double[]> reached = meters.reached(readings, now);
        if (parts.isPresent() && reached.isPresent()) {
            Calibration seen = new Calibration(airflowRatio, inletBiasK, 1, identification.coefficients());
            boolean changed = identification.observe(new Observation(now, weather.at(now), airW, liquidW,
                    reached.get(), seen, parts.get()));
            if (changed) {
                coolingRatio = 1; // it had stood for what the coefficients say now
            }
        }
    }

    private void learnHall(int hall, long now) {
        OptionalDouble airflow = halls[hall].airflowM3S(readings, now);
        if (airflow.isPresent() && airflow.getAsDouble() > 0 && estimate.flowM3S[hall] > 0) {
            double ratio = airflowRatio[hall] * airflow.getAsDouble() / estimate.flowM3S[hall];
            airflowRatio[hall] += LEARNING * (Math.clamp(ratio, 0.5, 2) - airflowRatio[hall]);
        }
        OptionalDouble inlet = halls[hall].warmestInletC(readings, now);
        OptionalDouble supply = halls[hall].supplyC(readings, now);
        if (inlet.isPresent() && supply.isPresent()) {
            // Compared as rises above the supply, so that a set-point on its way does not count as a fault of the model.
            double measuredK = inlet.getAsDouble() - supply.getAsDouble();
            double modelledK = estimate.inletC[hall] - estimate.supplyC[hall];
            inletBiasK[hall] += LEARNING * (Math.clamp(measuredK - modelledK, -2.0, 4) - inletBiasK[hall]);
        }
    }
}
