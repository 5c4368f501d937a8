package dev.ondol.simulator.report;

import java.util.List;

/// The published reference cases that the simulator does not meet in full, and why; the list of all of them stands in
/// `docs/reference-cases.md`.
///
/// @param reference what is published
/// @param reason    what is not met, and why
record UnmetReferences(String reference, String reason) {
    static final List<UnmetReferences> ALL = List.of(
            new UnmetReferences("IBM rack of 39 servers, 20 to 31 °C: +17 % power",
                    "+11.7 % here: fans and leakage are calibrated to +0.35 to 0.5 %/K, measured in two colocations"),
            new UnmetReferences("Modelica Buildings, dry coils: 8 arrangements",
                    "5 are compared; the file holds no series of the other three"),
            new UnmetReferences("pvlib, Perez sky at a zenith of 82.9°: 1e-6", "met to 9.7e-5; the cause is not found"),
            new UnmetReferences("EnergyPlus PVWatts: 5 arrays",
                    "3 are compared; two stand on one-axis trackers, which no site has"),
            new UnmetReferences("Modelica Buildings, YorkCalc: approach by water flow",
                    "compared from 0.75 of the design flow; below, the fit ends and the flow is clamped"),
            new UnmetReferences("Modelica Buildings, chillers: power of 64 points",
                    "compared within each machine's measured temperatures; outside, inputs are clamped and scaled by Carnot, "
                            + "the reference extrapolates"));
}
