package dev.ondol.optimizer.problem;

/// What the plant model says about one stage, in the units of the score.
///
/// @param energyWh facility energy over the stage, Wh, weighted as the operator has chosen: the energy itself where energy alone counts
/// @param inlet    rack inlets above the limit, tenths of a kelvin over all halls
/// @param liquid   technology loops above the limit, tenths of a kelvin, and coolant that warms too much, percent of its full rise
/// @param failover heat above what the plant carries without its spare units, tenths of a percent
/// @param dewPoint water below dew point plus margin, tenths of a kelvin
public record StageOutcome(long energyWh, long inlet, long liquid, long failover, long dewPoint) {}
