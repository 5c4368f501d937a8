package dev.ondol.app.demo;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.proof.run.PlantUse;
import dev.ondol.simulator.run.Scenario;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the same days took in one process and in the services.
///
/// @param site                 site id
/// @param weather              name of the weather
/// @param from                 first day, site-local
/// @param days                 how many
/// @param seed                 of plant, jobs, sensors and failures
/// @param inProcessKwh         all energy of the run in one process, kWh
/// @param servicesKwh          the same of the run in the services, the truth of the plant, kWh
/// @param storedKwh            the same by the facility's meter, as the database has it, kWh
/// @param differencePercent    servicesKwh less inProcessKwh, percent of the latter
/// @param inProcessGpuHours    useful work of the run in one process, reference GPU-hours
/// @param servicesGpuHours     the same of the run in the services
/// @param missedInProcess      jobs that missed their service level
/// @param missedInServices     the same of the run in the services
/// @param plans                plans that the database has
/// @param commands             commands that the plant wrote and read back
/// @param samplesLost          samples that were published and are not in the database
/// @param cyclesOverBudget     cycles that the clock did not wait for to the end
/// @param subsystems           both by consumer
/// @param inProcessWallSeconds wall time of the run in one process
/// @param wallSeconds          wall time of the run in the services
/// @param database             edition that kept the data
/// @param broker               broker that carried it
public record TrialResult(String site, String weather, String from, int days, long seed, double inProcessKwh,
        double servicesKwh, double storedKwh, double differencePercent, double inProcessGpuHours,
        double servicesGpuHours, long missedInProcess, long missedInServices, long plans, long commands,
        long samplesLost, long cyclesOverBudget, Map<String, Both> subsystems, double inProcessWallSeconds,
        double wallSeconds, String database, String broker) {

    /// Energy of one consumer, kWh.
    public record Both(double inProcessKwh, double servicesKwh) {}

    static TrialResult of(Scenario scenario, int days, PlantUse inProcess, PlantUse services, DemoResult demo,
            double storedKwh, double inProcessWallSeconds) {
        Map<String, Both> subsystems = new LinkedHashMap<>();
        inProcess.kwh().forEach((name, kwh) -> subsystems.put(name, new Both(kwh, services.kwh().getOrDefault(name,
                0.0))));
        double difference = services.facilityKwh() - inProcess.facilityKwh();
        return new TrialResult(scenario.site().id(), scenario.weather().name(), scenario.from().toString(), days,
                scenario.seed(), inProcess.facilityKwh(), services.facilityKwh(), storedKwh, 100 * difference
                        / inProcess.facilityKwh(),
                inProcess.gpuHours(), services.gpuHours(), inProcess.missed(), services.missed(), demo.plans(),
                demo.commandsApplied(), demo.samplesLost(), demo.cyclesOverBudget(), subsystems, inProcessWallSeconds,
                demo.wallSeconds(), demo.database(), demo.broker());
    }

    public String toJson() {
        return new String(JsonMessages.write(this), StandardCharsets.UTF_8);
    }

    /// The same for people, on a few lines.
    public String toText() {
        StringBuilder text = new StringBuilder("""
                %s, %d days from %s (%s)
                  in one process %,.0f kWh, in the services %,.0f kWh (%+.2f %%); by the meter in the database %,.0f kWh
                  useful work %,.0f and %,.0f GPU-hours; %d and %d jobs missed their service level
                  %d plans, %,d commands, %d samples lost, %d cycles over budget; %.0f s and %.0f s on %s and %s
                """.formatted(site, days, from, weather, inProcessKwh, servicesKwh, differencePercent, storedKwh,
                inProcessGpuHours, servicesGpuHours, missedInProcess, missedInServices, plans, commands, samplesLost,
                cyclesOverBudget, inProcessWallSeconds, wallSeconds, broker, database));
        subsystems.forEach((name, both) -> {
            if (both.inProcessKwh > 0 || both.servicesKwh > 0) {
                text.append("  %-22s %,12.1f %,12.1f%n".formatted(name, both.inProcessKwh, both.servicesKwh));
            }
        });
        return text.toString().stripTrailing();
    }
}
