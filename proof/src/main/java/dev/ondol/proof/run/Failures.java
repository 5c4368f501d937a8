package dev.ondol.proof.run;

import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.fault.Fault;
import dev.ondol.simulator.fault.FaultPlan;
import dev.ondol.simulator.fault.RandomFaults;
import java.time.LocalDate;

/// Units that trip during a run, by chance and the same for a seed: chillers, towers, dry coolers, air handlers, coolant units,
/// pumps, modules of the supplies, some two a week. Sensors and the network have their own imperfections here.
final class Failures {
    private Failures() {}

    /// @param facility tells what can trip
    /// @param from     first day, site-local
    static FaultPlan of(Facility facility, LocalDate from, int days, long seed) {
        FaultPlan all = RandomFaults.of(facility, from.atStartOfDay(), days, seed);
        return new FaultPlan(all.faults().stream().filter(fault -> fault.kind() == Fault.Kind.UNIT_TRIP).toList());
    }
}
