package dev.ondol.app.demo;

import dev.ondol.facility.message.JsonMessages;
import java.nio.charset.StandardCharsets;

/// What a demo of some hours has done, as printed by `--json`.
///
/// @param site             site id
/// @param hours            plant hours that passed
/// @param framesPublished  frames that the gateway published
/// @param samplesStored    rows that SQL counts afterwards, less those of before
/// @param samplesLost      samples that the gateway published less samplesStored
/// @param plans            plans that the historian has, less those of before
/// @param commandsApplied  commands that the plant wrote and read back
/// @param commandsRejected set-points that the verifier refused and commands that the plant refused
/// @param jobsSubmitted    jobs that arrived
/// @param jobsPlaced       of these, jobs that got nodes
/// @param itKwh            energy of the IT equipment, kWh
/// @param facilityKwh      energy at the meter, kWh
/// @param coolingKwh       energy of cooling, kWh
/// @param pue              facilityKwh / itKwh
/// @param maxInletC        highest rack inlet, Celsius
/// @param cyclesOverBudget planning cycles that the clock did not wait for to the end
/// @param wallSeconds      wall time of the run, for information
/// @param database         edition that kept the data
/// @param broker           broker that carried it
public record DemoResult(String site, double hours, long framesPublished, long samplesStored, long samplesLost,
        long plans, long commandsApplied, long commandsRejected, long jobsSubmitted, long jobsPlaced, double itKwh,
        double facilityKwh, double coolingKwh, double pue, double maxInletC, long cyclesOverBudget, double wallSeconds,
        String database, String broker) {
    public String toJson() {
        return new String(JsonMessages.write(this), StandardCharsets.UTF_8);
    }

    /// The same for people, on a few lines.
    public String toText() {
        return """
                %s, %.1f plant hours in %.0f s on %s and %s
                  %,d frames, %,d samples stored, %d lost; %d plans
                  %,d commands applied, %d rejected; %,d of %,d jobs placed
                  IT %,.0f kWh, facility %,.0f kWh, cooling %,.0f kWh: PUE %.3f, hottest inlet %.1f C"""
                .formatted(site, hours, wallSeconds, database, broker, framesPublished, samplesStored, samplesLost,
                        plans, commandsApplied, commandsRejected, jobsPlaced, jobsSubmitted, itKwh, facilityKwh,
                        coolingKwh, pue, maxInletC);
    }
}
