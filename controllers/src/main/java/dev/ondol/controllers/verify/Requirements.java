package dev.ondol.controllers.verify;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.CoolantUnits;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which readings each set-point needs, which rack inlets forbid saving there, and where the dew point counts. Immutable.
///
/// Air of a hall needs all rack inlets and the supply air of that hall. Water needs its own supply temperature.
/// Water that must not drip (technology loops; chilled water to rear doors, coolant units or dry coils) needs the weather,
/// for the dew point; coils designed for colder water have drip trays, and condenser water stays outdoors. Coolant flow needs what
/// tells the heat that it carries ([CoolantRise]), eco mode of the supplies what tells that they are sound ([EcoMode]). A battery needs its charge, its power and the grid's meter.
final class Requirements {
    /// Chillers designed for water at or above this serve coils without drip trays, Celsius: a calibration choice, below
    /// the 15 Celsius of the recommended dew point and above the usual 7 to 10 Celsius of condensing coils.
    private static final double DRY_COIL_DESIGN_C = 12;
    private static final PointId DRY_BULB = PointId.of(PointCatalog.WEATHER_STATION, Quantity.DRY_BULB_TEMPERATURE);
    private static final PointId HUMIDITY = PointId.of(PointCatalog.WEATHER_STATION, Quantity.RELATIVE_HUMIDITY);

    private static final Needs NOTHING = new Needs(List.of(), List.of(), Room.NONE);

    private final Map<PointId, Needs> needs = new HashMap<>();

    /// @param inputs   must be fresh
    /// @param inlets   while one of them is above the recommended range, nothing is saved; where stale they do not count
    ///                 here (they are among the inputs where they are required)
    /// @param dewPoint which dew point the water must stay above
    record Needs(List<PointId> inputs, List<PointId> inlets, Room dewPoint) {}

    /// Where the water of a set-point meets air.
    enum Room {
        /// It meets none that could drip on equipment.
        NONE,
        /// Pipes beside servers: outdoor dew point, as if the room were open.
        OPEN,
        /// Doors in halls whose make-up air is dried: outdoor dew point, at most 15 Celsius, the upper end of the
        /// recommended envelope (ASHRAE TC 9.9, Thermal Guidelines, 5th edition).
        DRIED
    }

    /// @param others inputs of set-points whose rules are reckoned elsewhere
    Requirements(Site site, Map<PointId, List<PointId>> others) {
        List<PointId> allInlets = new ArrayList<>();
        boolean dry = site.cooling().chillers().map(chillers -> chillers.leavingC() >= DRY_COIL_DESIGN_C).orElse(false);
        for (Hall hall : site.halls()) {
            List<PointId> inlets = inlets(hall);
            allInlets.addAll(inlets);
            air(hall, inlets);
            hall.cdu().ifPresent(cdu -> water(PointCatalog.technologyLoop(hall.id()), List.of(), Room.OPEN));
            dry |= hall.rearDoors().isPresent()
                    || hall.cdu().map(cdu -> cdu.source() == CoolantUnits.Source.CHILLED_WATER).orElse(false);
        }
        water(PointCatalog.CHILLED_WATER, allInlets, dry ? Room.DRIED : Room.NONE);
        water(PointCatalog.CONDENSER_WATER, List.of(), Room.NONE);
        needs.put(StorageLimits.SETPOINT, new Needs(StorageLimits.INPUTS, List.of(), Room.NONE));
        others.forEach((point, inputs) -> needs.put(point, new Needs(inputs, List.of(), Room.NONE)));
    }

    /// What that set-point needs; nothing beyond its own report for node set-points.
    Needs of(PointId setpoint) {
        return needs.getOrDefault(setpoint, NOTHING);
    }

    static PointId dryBulb() {
        return DRY_BULB;
    }

    static PointId humidity() {
        return HUMIDITY;
    }

    private void air(Hall hall, List<PointId> inlets) {
        List<PointId> supply = new ArrayList<>(inlets);
        supply.add(PointId.of(hall.equipment(), Quantity.SUPPLY_AIR_TEMPERATURE));
        List<PointId> pressure = new ArrayList<>(supply);
        pressure.add(PointId.of(hall.equipment(), Quantity.DIFFERENTIAL_PRESSURE));
        needs.put(PointId.of(hall.equipment(), Quantity.SUPPLY_AIR_TEMPERATURE_SETPOINT),
                new Needs(List.copyOf(supply), inlets, Room.NONE));
        needs.put(PointId.of(hall.equipment(), Quantity.DIFFERENTIAL_PRESSURE_SETPOINT),
                new Needs(List.copyOf(pressure), inlets, Room.NONE));
    }

    private void water(String equipment, List<PointId> inlets, Room room) {
        List<PointId> inputs = new ArrayList<>();
        inputs.add(PointId.of(equipment, Quantity.SUPPLY_WATER_TEMPERATURE));
        if (room != Room.NONE) {
            inputs.add(DRY_BULB);
            inputs.add(HUMIDITY);
        }
        needs.put(PointId.of(equipment, Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT),
                new Needs(List.copyOf(inputs), List.copyOf(inlets), room));
    }

    private static List<PointId> inlets(Hall hall) {
        List<PointId> inlets = new ArrayList<>();
        for (RackGroup group : hall.racks()) {
            for (int rack = 1; rack <= group.racks(); rack++) {
                inlets.add(PointId.of(group.rack(rack), Quantity.INLET_AIR_TEMPERATURE));
            }
        }
        return List.copyOf(inlets);
    }
}
