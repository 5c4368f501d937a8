package dev.ondol.proof.calibrate;

/// A factor on the nameplate of a kind of equipment; its components are the keys of the JSON.
///
/// @param name          what it multiplies
/// @param value         1 is as described
/// @param standardError of the value; neighbouring hours are taken for independent
/// @param later         the same factor fitted to the hours after the training: how it drifts
public record Factor(String name, double value, double standardError, double later) {}
