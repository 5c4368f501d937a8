package dev.ondol.proof.suspect;

/// Something that may be broken; its components are the keys of the JSON.
///
/// @param kind  `fouling`, `stuck valve` or `sensor bias`
/// @param where a bank of units (`crah-h3`, `tower`) or a point
/// @param size  percent of heat transfer lost, percent open, or how much the sensor shows too much, in the unit of the point
/// @param unit  of the size
/// @param score how much better the plant with it explains an hour of the recording than the sound plant, in squared standard
///              errors
/// @param followed whether a loop acts on what a sensor shows
/// @param text  for people
public record Suspect(String kind, String where, double size, String unit, double score, boolean followed,
        String text) {}
