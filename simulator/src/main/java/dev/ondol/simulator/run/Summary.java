package dev.ondol.simulator.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.simulator.cluster.ClusterAccount;
import dev.ondol.simulator.cluster.ClusterAccount.ClassCounts;
import dev.ondol.simulator.energy.AssetAccount;
import dev.ondol.simulator.facility.EnergyAccount;
import dev.ondol.simulator.facility.Subsystem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a run used and did; its components are the keys of the JSON. A GPU-hour here is a reference GPU-hour of jobs that
/// kept their service level.
///
/// @param site                     id of the site
/// @param policy                   id of the policy
/// @param from                     first day, local to the site
/// @param days                     number of days
/// @param pue                      facility energy / IT energy (ISO/IEC 30134-2)
/// @param wueLitresPerKwh          make-up water / IT energy (ISO/IEC 30134-9)
/// @param itKwh                    IT energy, server fans included
/// @param facilityKwh              all energy
/// @param coolingKwh               chillers, towers, dry coolers, all fans and pumps of the cooling
/// @param bySubsystemKwh           facilityKwh by consumer
/// @param peakKw                   highest facility power of a step
/// @param litresPerGpuHour         make-up water a GPU-hour; absent where no work was done
/// @param kwhPerGpuHour            facility energy a GPU-hour; absent where no work was done
/// @param maxEnergyBalanceError    largest heat-balance error of a step / IT power, a fraction
/// @param gpuHours                 work done, reference GPU-hours
/// @param meanAllocationPercent    GPUs held by jobs / all GPUs, mean over time
/// @param jobs                     all jobs
/// @param jobsByClass              by class
/// @param jobsRefused              jobs that the site can never run
/// @param jobsWaiting              jobs in the queue at the end
/// @param serviceMissesPercent     jobs that missed their service level / jobs that arrived
/// @param maxInletC                warmest rack inlet
/// @param rackHoursAboveRecommendedPercent rack-hours with an inlet above 27 C (ASHRAE TC 9.9)
/// @param rackHoursAboveAllowablePercent   rack-hours with an inlet above 32 C (class A1)
/// @param chillerStarts            starts of chillers
/// @param economizerHours          hours with the water-side economizer on
/// @param weather                  city or file
/// @param stepSeconds              step of the physics
/// @param seed                     of what differs between like units
/// @param assets                   generation, storage and heat recovery; absent where they were off
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Summary(String site, String policy, String from, int days, double pue, double wueLitresPerKwh,
        double itKwh, double facilityKwh, double coolingKwh, Map<String, Double> bySubsystemKwh, double peakKw,
        @JsonSetter(nulls = Nulls.SET) @Nullable Double litresPerGpuHour,
        @JsonSetter(nulls = Nulls.SET) @Nullable Double kwhPerGpuHour, double maxEnergyBalanceError,
        double gpuHours, double meanAllocationPercent, ClassCounts jobs, Map<String, ClassCounts> jobsByClass,
        long jobsRefused, int jobsWaiting, double serviceMissesPercent, double maxInletC,
        double rackHoursAboveRecommendedPercent, double rackHoursAboveAllowablePercent, int chillerStarts,
        double economizerHours, String weather, int stepSeconds, long seed,
        @JsonSetter(nulls = Nulls.SET) @Nullable AssetsSummary assets) {
    public Summary {
        bySubsystemKwh = Collections.unmodifiableMap(new LinkedHashMap<>(bySubsystemKwh));
        jobsByClass = Collections.unmodifiableMap(new LinkedHashMap<>(jobsByClass));
    }

    static Summary of(Scenario scenario, EnergyAccount energy, ClusterAccount cluster,
            Optional<AssetAccount> assets) {
        Map<String, Double> bySubsystem = new LinkedHashMap<>();
        for (Subsystem subsystem : Subsystem.values()) {
            bySubsystem.put(subsystem.key(), energy.kwh(subsystem));
        }
        Map<String, ClassCounts> byClass = new LinkedHashMap<>();
        for (JobClass jobClass : JobClass.values()) {
            ClassCounts counts = cluster.classes().get(jobClass);
            if (counts != null) {
                byClass.put(jobClass.name().toLowerCase(Locale.ROOT), counts);
            }
        }
        ClassCounts jobs = cluster.all();
        double work = cluster.referenceGpuHours();
        double rackHours = Math.max(1e-9, energy.rackHours());
        return new Summary(scenario.site().id(), scenario.policy().id(), scenario.from().toString(), scenario.days(),
                energy.pue(), energy.wue(), energy.itKwh(), energy.facilityKwh(), energy.coolingKwh(), bySubsystem,
                energy.peakKw(), work > 0 ? energy.waterLitres() / work : null,
                work > 0 ? energy.facilityKwh() / work : null, energy.maxBalanceError(), work,
                100 * cluster.meanAllocation(), jobs, byClass, cluster.refused(), cluster.waiting(),
                100.0 * jobs.missed() / Math.max(1, jobs.submitted()), energy.maxInletC(),
                100 * energy.rackHoursAboveRecommended() / rackHours,
                100 * energy.rackHoursAboveAllowable() / rackHours, energy.chillerStarts(), energy.economizerHours(),
                scenario.weather().name(), scenario.stepSeconds(), scenario.seed(),
                assets.map(account -> AssetsSummary.of(account, energy.itKwh())).orElse(null));
    }
}
