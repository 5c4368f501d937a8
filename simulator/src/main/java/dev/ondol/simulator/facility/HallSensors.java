package dev.ondol.simulator.facility;

import static dev.ondol.simulator.facility.SensorBoard.PERCENT;
import static dev.ondol.simulator.facility.SensorBoard.kilo;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.AirHandlers;
import dev.ondol.facility.site.CoolantUnits;
import dev.ondol.facility.site.Hall;
import dev.ondol.simulator.air.HallAir;
import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.liquid.TechnologyLoop;
import java.util.function.BooleanSupplier;

/// Sensors in the halls: air, the units that cool it, technology loops, racks and nodes.
final class HallSensors {
    private final SensorBoard board;
    private final Halls halls;
    private final ItLoad it;

    HallSensors(SensorBoard board, Halls halls, ItLoad it) {
        this.board = board;
        this.halls = halls;
        this.it = it;
    }

    void install(int h, Hall hall) {
        HallAir air = halls.air(h);
        String name = hall.equipment();
        board.put(name, Quantity.SUPPLY_AIR_TEMPERATURE, air::supplyC);
        board.put(name, Quantity.RETURN_AIR_TEMPERATURE, air::returnC);
        board.put(name, Quantity.DIFFERENTIAL_PRESSURE, air::pressurePa);
        board.put(name, Quantity.AIRFLOW, air::airflowM3S);
        hall.crah().ifPresent(crah -> airHandlers(hall, crah, air));
        hall.crac().ifPresent(crac -> roomUnits(hall, crac.units(), air));
        if (hall.cdu().isPresent() && halls.loop(h).isPresent()) {
            coolant(hall, hall.cdu().get(), halls.loop(h).get());
        }
        String itName = "it-" + hall.id();
        board.put(itName, Quantity.ACTIVE_POWER, () -> kilo(halls.itW(h)));
        board.put(itName, Quantity.GPUS_ALLOCATED, () -> allocated(h));
    }

    private double allocated(int h) {
        int sum = 0;
        for (int node = 0; node < it.nodes(); node++) {
            sum += it.hallOf(node) == h ? it.allocatedGpus(node) : 0;
        }
        return sum;
    }

    private void airHandlers(Hall hall, AirHandlers crah, HallAir air) {
        String kind = "crah-" + hall.id();
        double[] spread = board.spread(crah.units());
        for (int n = 0; n < crah.units(); n++) {
            double factor = 1 + spread[n];
            double offsetK = 10 * spread[n];
            board.put(PointCatalog.unit(kind, n + 1), Quantity.SUPPLY_AIR_TEMPERATURE, () -> air.supplyC() + offsetK);
            board.share(kind, n, Quantity.FAN_SPEED, () -> PERCENT * air.fanSpeed(), factor);
            board.share(kind, n, Quantity.VALVE_POSITION, () -> PERCENT * air.valve(), factor);
            board.power(kind, n, crah.units(), air::fanW, factor);
        }
    }

    private void roomUnits(Hall hall, int units, HallAir air) {
        String kind = "crac-" + hall.id();
        double[] spread = board.spread(units);
        for (int n = 0; n < units; n++) {
            double factor = 1 + spread[n];
            double offsetK = 10 * spread[n];
            board.put(PointCatalog.unit(kind, n + 1), Quantity.SUPPLY_AIR_TEMPERATURE, () -> air.supplyC() + offsetK);
            board.share(kind, n, Quantity.FAN_SPEED, () -> PERCENT * air.fanSpeed(), 1);
            board.power(kind, n, units, () -> air.fanW() + air.compressorW(), factor);
        }
    }

    private void coolant(Hall hall, CoolantUnits cdu, TechnologyLoop loop) {
        String name = PointCatalog.technologyLoop(hall.id());
        board.put(name, Quantity.SUPPLY_WATER_TEMPERATURE, loop::supplyC);
        board.put(name, Quantity.RETURN_WATER_TEMPERATURE, loop::returnC);
        board.put(name, Quantity.WATER_FLOW, loop::flowLS);
        board.put(name, Quantity.THERMAL_POWER, () -> kilo(loop.heatW()));
        double[] spread = board.spread(cdu.units());
        for (int n = 0; n < cdu.units(); n++) {
            String kind = "cdu-" + hall.id();
            String unit = PointCatalog.unit(kind, n + 1);
            int index = n;
            BooleanSupplier runs = () -> board.onDuty(kind, index, loop.duty());
            double factor = 1 + spread[n];
            double offsetK = 10 * spread[n];
            board.put(unit, Quantity.SUPPLY_WATER_TEMPERATURE,
                    () -> loop.supplyC() + (runs.getAsBoolean() ? offsetK : 0));
            board.put(unit, Quantity.PUMP_SPEED, () -> runs.getAsBoolean() ? PERCENT * loop.flowShare() : 0);
            board.put(unit, Quantity.ACTIVE_POWER, () -> runs.getAsBoolean()
                    ? kilo(loop.pumpW()) / loop.duty() * factor
                    : 0);
        }
    }

    private double powerState(int node) {
        return switch (it.states().of(node)) {
            case PARKED -> 0;
            case WAKING -> 1;
            case BUSY, IDLE, DEEP_IDLE -> 2;
        };
    }

    void racksAndNodes() {
        for (int rack = 0; rack < it.racks(); rack++) {
            int r = rack;
            board.put(it.rackName(r), Quantity.INLET_AIR_TEMPERATURE, () -> it.inletC(r));
            board.put(it.rackName(r), Quantity.ACTIVE_POWER, () -> kilo(it.rackPowerW(r)));
        }
        for (int node = 0; node < it.nodes(); node++) {
            int n = node;
            board.put(it.nodeName(n), Quantity.ACTIVE_POWER, () -> kilo(it.nodePowerW(n)));
            board.put(it.nodeName(n), Quantity.GPUS_ALLOCATED, () -> it.allocatedGpus(n));
            board.put(it.nodeName(n), Quantity.POWER_STATE, () -> powerState(n));
        }
    }
}
