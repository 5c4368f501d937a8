package dev.ondol.proof.run;

import dev.ondol.simulator.facility.EnergyAccount;
import dev.ondol.simulator.facility.Subsystem;
import dev.ondol.simulator.run.Simulation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a plant has taken and done since the beginning of a run: the truth, not what meters say.
///
/// @param kwh      energy by subsystem, kWh
/// @param gpuHours useful work, reference GPU-hours of jobs within their service level
/// @param finished jobs that ended
/// @param missed   jobs that missed their service level
public record PlantUse(Map<String, Double> kwh, double gpuHours, long finished, long missed) {
    public PlantUse {
        kwh = Collections.unmodifiableMap(new LinkedHashMap<>(kwh));
    }

    public static PlantUse of(Simulation simulation) {
        EnergyAccount energy = simulation.facility().energy();
        Map<String, Double> kwh = new LinkedHashMap<>();
        for (Subsystem subsystem : Subsystem.values()) {
            kwh.put(subsystem.key(), energy.kwh(subsystem));
        }
        var jobs = simulation.cluster().account();
        return new PlantUse(kwh, jobs.referenceGpuHours(), jobs.all().finished(), jobs.all().missed());
    }

    /// All energy, kWh.
    public double facilityKwh() {
        return kwh.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
