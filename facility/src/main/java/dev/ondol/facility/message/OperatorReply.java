package dev.ondol.facility.message;

/// Control's answer to an [OperatorRequest].
///
/// @param id       the request
/// @param accepted whether it was carried out
/// @param mode     the mode in force afterwards
/// @param code     why, as a code that the dashboard translates, for example "done" or "not-simulated"
public record OperatorReply(String id, boolean accepted, Mode mode, String code) {}
