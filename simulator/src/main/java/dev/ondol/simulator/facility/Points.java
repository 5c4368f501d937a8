package dev.ondol.simulator.facility;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.AirHandlers;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.workload.NodePowerState;
import dev.ondol.simulator.control.Setpoints;
import dev.ondol.simulator.electrical.PowerSupply;
import dev.ondol.simulator.it.ItLoad;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// The facility's points: readings by name, and the set-points that may be written over local control.
final class Points {
    private static final PointId UPS_MODULES = PointId.of(PointCatalog.UPS, Quantity.UPS_MODULES_SETPOINT);

    private static final PointId UPS_ECO = PointId.of(PointCatalog.UPS, Quantity.ECO_MODE_SETPOINT);
    private static final PointId LEAVES = PointId.of(PointCatalog.FABRIC, Quantity.LEAF_STANDBY_SETPOINT);
    private static final PointId PROCESSORS = PointId.of(PointCatalog.SERVICE_RACKS,
            Quantity.PROCESSOR_CLOCK_SETPOINT);

    private final PointCatalog catalog;
    private final Setpoints setpoints;
    private final ItLoad it;
    private final PowerSupply power;
    private final Optional<AssetSetpoints> assets;
    private final Map<PointId, DoubleSupplier> readings = new LinkedHashMap<>();
    private final Map<PointId, DoubleSupplier> inForce = new HashMap<>();
    private final Map<PointId, Integer> slots = new HashMap<>();
    /// What a slot's 1 is in the unit of its point, where that is not the same.
    private final Map<PointId, Double> scales = new HashMap<>();

    Points(Site site, PointCatalog catalog, Facility facility, long seed) {
        this.catalog = catalog;
        setpoints = facility.setpoints();
        it = facility.it();
        power = facility.power();
        assets = facility.siteAssets().map(AssetSetpoints::new);
        Map<PointId, DoubleSupplier> sensors = Sensors.of(site, facility, seed);
        for (int h = 0; h < site.halls().size(); h++) {
            String hall = site.halls().get(h).equipment();
            slot(hall, Quantity.SUPPLY_AIR_TEMPERATURE_SETPOINT, setpoints.supplyAir(h));
            if (site.halls().get(h).crah().map(AirHandlers::variableSpeed).orElse(false)) {
                slot(hall, Quantity.DIFFERENTIAL_PRESSURE_SETPOINT, setpoints.pressure(h));
            }
            if (site.halls().get(h).cdu().isPresent()) {
                String loop = PointCatalog.technologyLoop(site.halls().get(h).id());
                slot(loop, Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT, setpoints.technologyLoop(h));
                slot(loop, Quantity.WATER_FLOW_SETPOINT, setpoints.coolantFlow(h));
                scales.put(PointId.of(loop, Quantity.WATER_FLOW_SETPOINT), site.technologyFlowLS(site.halls().get(h)));
            }
        }
        slot(PointCatalog.CHILLED_WATER, Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT, setpoints.chilledWater());
        slot(PointCatalog.CONDENSER_WATER, Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT, setpoints.condenserWater());
        for (Point point : catalog.all()) {
            DoubleSupplier reading = sensors.get(point.id());
            if (reading != null) {
                readings.put(point.id(), reading);
                continue;
            }
            if (point.writable()) {
                DoubleSupplier setpoint = lookUp(point.id());
                inForce.put(point.id(), setpoint);
                if (!Double.isNaN(setpoint.getAsDouble())) {
                    readings.put(point.id(), setpoint);
                }
            }
        }
        slots.keySet().forEach(point -> inForce.computeIfAbsent(point, this::lookUp));
    }

    private void slot(String equipment, Quantity quantity, int slot) {
        slots.put(PointId.of(equipment, quantity), slot);
    }

    private double scale(PointId point) {
        return scales.getOrDefault(point, 1.0);
    }

    Set<PointId> all() {
        return Collections.unmodifiableSet(readings.keySet());
    }

    double reading(PointId point) {
        return sensor(point).getAsDouble();
    }

    /// What a point shows that is not there.
    private static double nothing() {
        return Double.NaN;
    }

    /// Where the true reading of a point stands.
    DoubleSupplier sensor(PointId point) {
        return readings.getOrDefault(point, Points::nothing);
    }

    double setpoint(PointId point) {
        return inForce(point).getAsDouble();
    }

    /// Where the value in force of a set-point stands.
    DoubleSupplier inForce(PointId point) {
        return inForce.getOrDefault(point, Points::nothing);
    }

    private DoubleSupplier lookUp(PointId point) {
        Integer slot = slots.get(point);
        if (slot != null) {
            int of = slot;
            double scale = scale(point);
            return () -> setpoints.inForce(of) * scale;
        }
        if (point.equals(UPS_MODULES)) {
            return power::wantedUpsModules;
        }
        if (point.equals(UPS_ECO)) {
            return () -> power.upsEco() ? 1 : 0;
        }
        if (point.equals(LEAVES)) {
            return () -> it.serviceRacks().leafSwitchesMayRest() ? 1 : 0;
        }
        if (point.equals(PROCESSORS)) {
            return it.serviceRacks()::processorClock;
        }
        if (AssetSetpoints.are(point)) {
            return assets.<DoubleSupplier>map(of -> () -> of.inForce(point)).orElse(Points::nothing);
        }
        int node = it.nodeIndex(point.equipment());
        if (node < 0) {
            return Points::nothing;
        }
        return switch (nodeQuantity(point)) {
            case POWER_CAP_SETPOINT -> () -> it.powerCap(node);
            case GPU_CLOCK_SETPOINT -> () -> it.gpuClock(node);
            case POWER_STATE_SETPOINT -> () -> it.powerState(node).setpoint();
            case null, default -> Points::nothing;
        };
    }

    private @Nullable Quantity nodeQuantity(PointId point) {
        return catalog.find(point).map(Point::quantity).orElse(null);
    }

    boolean write(PointId point, double value) {
        boolean allowed = catalog.find(point).flatMap(Point::limits).map(limits -> limits.contains(value))
                .orElse(false);
        if (!allowed) {
            return false;
        }
        Integer slot = slots.get(point);
        if (slot != null) {
            setpoints.write(slot, value / scale(point));
            return true;
        }
        if (point.equals(UPS_MODULES)) {
            boolean whole = value == Math.rint(value);
            if (whole) {
                power.wantUpsModules((int) value);
            }
            return whole;
        }
        if (point.equals(UPS_ECO)) {
            return value == Math.rint(value) && power.wantUpsEco(value > 0);
        }
        if (point.equals(LEAVES)) {
            boolean whole = value == Math.rint(value);
            if (whole) {
                it.serviceRacks().parkLeafSwitches(value > 0);
            }
            return whole;
        }
        if (point.equals(PROCESSORS)) {
            it.serviceRacks().processorClock(value);
            return true;
        }
        if (AssetSetpoints.are(point)) {
            assets.ifPresent(of -> of.write(point, value));
            return assets.isPresent();
        }
        int node = it.nodeIndex(point.equipment());
        if (node < 0) {
            return false;
        }
        switch (nodeQuantity(point)) {
            case POWER_CAP_SETPOINT -> it.powerCap(node, value);
            case GPU_CLOCK_SETPOINT -> it.gpuClock(node, value);
            case POWER_STATE_SETPOINT -> {
                Optional<NodePowerState> state = NodePowerState.of(value);
                return state.isPresent() && it.powerState(node, state.get());
            }
            case null, default -> {
                return false;
            }
        }
        return true;
    }

    void relinquish(PointId point) {
        Integer slot = slots.get(point);
        int node = it.nodeIndex(point.equipment());
        if (slot != null) {
            setpoints.relinquish(slot);
        } else if (point.equals(UPS_MODULES)) {
            power.wantUpsModules(0);
        } else if (point.equals(UPS_ECO)) {
            power.wantUpsEco(false);
        } else if (point.equals(LEAVES)) {
            it.serviceRacks().parkLeafSwitches(false);
        } else if (point.equals(PROCESSORS)) {
            it.serviceRacks().processorClock(100);
        } else if (AssetSetpoints.are(point)) {
            assets.ifPresent(of -> of.write(point, Double.NaN));
        } else if (node >= 0) {
            switch (nodeQuantity(point)) {
                case POWER_CAP_SETPOINT -> it.powerCap(node, 100);
                case GPU_CLOCK_SETPOINT -> it.gpuClock(node, 100);
                case POWER_STATE_SETPOINT -> it.powerState(node, NodePowerState.ON);
                case null, default -> {
                }
            }
        }
    }

    void relinquishAll() {
        for (int slot = 0; slot < setpoints.slots(); slot++) {
            setpoints.relinquish(slot);
        }
        power.wantUpsModules(0);
        power.wantUpsEco(false);
        it.serviceRacks().parkLeafSwitches(false);
        it.serviceRacks().processorClock(100);
        assets.ifPresent(AssetSetpoints::relinquish);
        for (int node = 0; node < it.nodes(); node++) {
            it.powerCap(node, 100);
            it.gpuClock(node, 100);
            it.powerState(node, NodePowerState.ON);
        }
    }
}
