package dev.ondol.simulator.fault;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Hall;
import dev.ondol.simulator.control.Setpoints;
import dev.ondol.simulator.control.Signals;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.facility.Instruments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The instruments of a facility, some of them faulty. Where several faults meet on one point, each acts on what the one
/// before it shows.
final class FaultySensors implements Instruments {
    private final Facility facility;
    private final long seed;
    private final Map<PointId, Integer> rackOf = new HashMap<>();
    private List<FaultySensor> faulty = List.of();
    private boolean silent;
    private boolean gateway;

    FaultySensors(Facility facility, long seed) {
        this.facility = facility;
        this.seed = seed;
        for (int rack = 0; rack < facility.it().racks(); rack++) {
            rackOf.put(PointId.of(facility.it().rackName(rack), Quantity.INLET_AIR_TEMPERATURE), rack);
        }
    }

    /// A gateway at the site reads the instruments: it has readings while the network is lost.
    void behindGateway() {
        gateway = true;
        silent = false;
    }

    /// Takes over what is broken now; sensors that were broken before go on as they were.
    void change(List<Fault> inForce) {
        silent = !gateway && inForce.stream().anyMatch(fault -> fault.kind() == Fault.Kind.NETWORK_LOSS);
        List<FaultySensor> now = new ArrayList<>();
        for (Fault fault : inForce) {
            if (fault.kind().concerns() == Fault.Concerns.POINT) {
                now.add(faulty.stream().filter(sensor -> sensor.fault().equals(fault)).findFirst()
                        .orElseGet(() -> begin(fault)));
            }
        }
        faulty = now;
    }

    private FaultySensor begin(Fault fault) {
        return new FaultySensor(fault, seed, facility.truth(PointId.of(fault.where())));
    }

    void advance() {
        for (FaultySensor sensor : faulty) {
            sensor.remember(facility.time(), facility.truth(sensor.point()));
        }
    }

    @Override
    public double shown(PointId point, double truth, long timeMillis) {
        if (silent) {
            return Double.NaN;
        }
        double shown = truth;
        for (FaultySensor sensor : faulty) {
            if (sensor.point().equals(point) && !Double.isNaN(shown)) {
                shown = sensor.shown(shown, timeMillis);
            }
        }
        return shown;
    }

    @Override
    public void mislead(Signals signals, Setpoints setpoints, long timeMillis) {
        for (int slot = 0; slot < setpoints.slots(); slot++) {
            setpoints.sensorError(slot, 0);
        }
        boolean racks = false;
        for (FaultySensor sensor : faulty) {
            double truth = facility.truth(sensor.point());
            double error = sensor.believed(truth, timeMillis) - truth;
            Integer rack = rackOf.get(sensor.point());
            if (rack != null) {
                signals.rackInletC[rack] += error;
                racks = true;
            } else {
                mislead(sensor.point(), error, signals, setpoints);
            }
        }
        if (racks) {
            findHighest(signals);
        }
    }

    private void mislead(PointId point, double error, Signals signals, Setpoints setpoints) {
        if (point.equipment().equals(PointCatalog.WEATHER_STATION)) {
            signals.dryBulbC += point.quantity().equals(Quantity.DRY_BULB_TEMPERATURE.id()) ? error : 0;
            signals.wetBulbC += point.quantity().equals(Quantity.WET_BULB_TEMPERATURE.id()) ? error : 0;
        } else if (point.quantity().equals(Quantity.SUPPLY_WATER_TEMPERATURE.id())) {
            misleadWater(point.equipment(), error, setpoints);
        } else if (point.quantity().equals(Quantity.SUPPLY_AIR_TEMPERATURE.id())) {
            List<Hall> halls = facility.site().halls();
            for (int h = 0; h < halls.size(); h++) {
                if (halls.get(h).equipment().equals(point.equipment())) {
                    signals.supplyAirC[h] += error;
                    setpoints.sensorError(setpoints.supplyAir(h), error);
                }
            }
        }
    }

    private void misleadWater(String equipment, double error, Setpoints setpoints) {
        if (equipment.equals(PointCatalog.CHILLED_WATER)) {
            setpoints.sensorError(setpoints.chilledWater(), error);
        } else if (equipment.equals(PointCatalog.CONDENSER_WATER)) {
            setpoints.sensorError(setpoints.condenserWater(), error);
        } else {
            List<Hall> halls = facility.site().halls();
            for (int h = 0; h < halls.size(); h++) {
                if (PointCatalog.technologyLoop(halls.get(h).id()).equals(equipment)) {
                    setpoints.sensorError(setpoints.technologyLoop(h), error);
                }
            }
        }
    }

    /// The controllers look for the warmest rack among what they see.
    private void findHighest(Signals signals) {
        Arrays.fill(signals.highestInletC, Double.NEGATIVE_INFINITY);
        for (int rack = 0; rack < signals.rackInletC.length; rack++) {
            int h = facility.it().hallOfRack(rack);
            signals.highestInletC[h] = Math.max(signals.highestInletC[h], signals.rackInletC[rack]);
        }
    }
}
