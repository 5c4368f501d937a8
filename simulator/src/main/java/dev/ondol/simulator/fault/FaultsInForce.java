package dev.ondol.simulator.fault;

import dev.ondol.simulator.condition.Condition;
import dev.ondol.simulator.facility.Facility;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Lets the faults of a plan begin and end on a facility as plant time passes. Between two changes it costs a comparison a
/// step. Not thread-safe.
public final class FaultsInForce {
    private final FaultPlan plan;
    private final Facility facility;
    private final Breakables breakables;
    private final ZoneId zone;
    private final FaultySensors sensors;
    private final long[] changes;
    private int next;
    private List<Fault> inForce = List.of();

    /// @param seed of the noise of sensors
    /// @throws IllegalArgumentException with every fault of the plan that cannot happen in this facility
    public FaultsInForce(FaultPlan plan, Facility facility, long seed) {
        this.plan = plan;
        this.facility = facility;
        breakables = new Breakables(facility);
        zone = facility.site().location().zone();
        sensors = new FaultySensors(facility, seed);
        check();
        TreeSet<Long> instants = new TreeSet<>();
        for (Fault fault : plan.faults()) {
            instants.add(fault.fromMillis(zone));
            instants.add(fault.toMillis(zone));
        }
        changes = instants.stream().mapToLong(Long::longValue).toArray();
        if (!plan.faults().isEmpty()) {
            facility.instruments(sensors);
        }
    }

    private void check() {
        List<String> objections = new ArrayList<>();
        for (Fault fault : plan.faults()) {
            breakables.objection(fault)
                    .ifPresent(text -> objections.add("%s at %s: %s".formatted(fault.kind(), fault.from(), text)));
        }
        if (!objections.isEmpty()) {
            throw new IllegalArgumentException("The faults do not fit the site %s.%n  %s"
                    .formatted(facility.site().id(), String.join("%n  ".formatted(), objections)));
        }
    }

    /// Lets faults begin and end up to the facility's time; call it before each step.
    public void advance() {
        if (next < changes.length && facility.time() >= changes[next]) {
            while (next < changes.length && facility.time() >= changes[next]) {
                next++;
            }
            change(facility.time());
        }
        sensors.advance();
    }

    /// What is broken now.
    public List<Fault> inForce() {
        return inForce;
    }

    /// Repairs everything, then breaks again what is still broken: so no order of overlapping faults matters.
    private void change(long now) {
        facility.conditions().values().forEach(Condition::repair);
        facility.leaks().stop();
        boolean[] chillersOut = new boolean[facility.chillers()];
        inForce = plan.faults().stream()
                .filter(fault -> fault.fromMillis(zone) <= now && now < fault.toMillis(zone)).toList();
        for (Fault fault : inForce) {
            breakEquipment(fault, chillersOut);
        }
        for (int unit = 0; unit < chillersOut.length; unit++) {
            facility.tripChiller(unit, chillersOut[unit]);
        }
        sensors.change(inForce);
    }

    private void breakEquipment(Fault fault, boolean[] chillersOut) {
        switch (fault.kind()) {
            case UNIT_TRIP -> {
                Breakables.Unit unit = breakables.unit(fault.where()).orElseThrow();
                if (unit.bank().equals(Breakables.CHILLER)) {
                    chillersOut[unit.index()] = true;
                } else {
                    condition(unit.bank()).ifPresent(bank -> bank.trip(unit.index(), true));
                }
            }
            case FOULING -> condition(fault.where())
                    .ifPresent(bank -> bank.foul(Math.min(bank.cleanness(), 1 - fault.severity() / 100)));
            case STUCK_VALVE -> condition(fault.where()).ifPresent(bank -> bank.stick(fault.severity() / 100));
            case LEAK -> facility.leaks().set(fault.where(), fault.severity());
            case UTILITY_DIP -> {
                Arrays.fill(chillersOut, true);
                condition("tower").ifPresent(FaultsInForce::stop);
                condition("dry-cooler").ifPresent(FaultsInForce::stop);
            }
            case NETWORK_LOSS, SENSOR_NOISE, SENSOR_BIAS, SENSOR_FREEZE, SENSOR_DROPOUT, SENSOR_DELAY -> {
                // acts on the instruments
            }
        }
    }

    private static void stop(Condition bank) {
        for (int unit = 0; unit < bank.units(); unit++) {
            bank.trip(unit, true);
        }
    }

    private Optional<Condition> condition(String bank) {
        return Optional.ofNullable(facility.conditions().get(bank));
    }
}
