package dev.ondol.simulator.fault;

import dev.ondol.simulator.condition.Condition;
import dev.ondol.simulator.facility.Facility;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Lets the faults of a plan begin and end on a facility as plant time passes. Between two changes it costs a comparison a
/// step. Not thread-safe.
public final class FaultsInForce {
    private static final List<String> STOP_IN_A_DIP = List.of("chiller-", "tower-", "dry-cooler-");

    private final FaultPlan plan;
    private final Facility facility;
    private final Breakables breakables;
    private final ZoneId zone;
    private final FaultySensors sensors;
    private final long[] changes;
    private int next;
    private List<Fault> inForce = List.of();
    private Set<String> out = Set.of();

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

    /// Says that a gateway at the site reads the instruments: a lost network does not silence them, it cuts the gateway off.
    public void behindGateway() {
        sensors.behindGateway();
    }

    /// Whether the network between the site and everybody else is lost now.
    public boolean networkLost() {
        return inForce.stream().anyMatch(fault -> fault.kind() == Fault.Kind.NETWORK_LOSS);
    }

    /// Repairs everything, then breaks again what is still broken: so no order of overlapping faults matters.
    private void change(long now) {
        facility.upkeep().conditions().values().forEach(Condition::repair);
        facility.upkeep().leaks().stop();
        inForce = plan.faults().stream()
                .filter(fault -> fault.fromMillis(zone) <= now && now < fault.toMillis(zone)).toList();
        Set<String> stopped = new TreeSet<>();
        for (Fault fault : inForce) {
            breakEquipment(fault, stopped);
        }
        for (String unit : facility.upkeep().units()) {
            if (stopped.contains(unit) != out.contains(unit)) {
                facility.upkeep().outOfService(unit, stopped.contains(unit));
            }
        }
        out = stopped;
        facility.upkeep().grid(inForce.stream().noneMatch(fault -> fault.kind() == Fault.Kind.UTILITY_DIP));
        sensors.change(inForce);
    }

    private void breakEquipment(Fault fault, Set<String> stopped) {
        switch (fault.kind()) {
            case UNIT_TRIP -> stopped.add(fault.where());
            case FOULING -> condition(fault.where())
                    .ifPresent(bank -> bank.foul(Math.min(bank.cleanness(), 1 - fault.severity() / 100)));
            case STUCK_VALVE -> condition(fault.where()).ifPresent(bank -> bank.stick(fault.severity() / 100));
            case LEAK -> facility.upkeep().leaks().set(fault.where(), fault.severity());
            case UTILITY_DIP ->
                facility.upkeep().units().stream().filter(FaultsInForce::stopsInADip).forEach(stopped::add);
            case NETWORK_LOSS, SENSOR_NOISE, SENSOR_BIAS, SENSOR_FREEZE, SENSOR_DROPOUT, SENSOR_DELAY -> {
                // acts on the instruments
            }
        }
    }

    private static boolean stopsInADip(String unit) {
        return STOP_IN_A_DIP.stream().anyMatch(unit::startsWith);
    }

    private Optional<Condition> condition(String bank) {
        return Optional.ofNullable(facility.upkeep().conditions().get(bank));
    }
}
