package dev.ondol.historian.replay;

/// Something that happened at the plant: an alarm that was raised, or what somebody did.
///
/// @param plant   plant time in milliseconds
/// @param kind    alarm, or the kind of the audit row: mode, override, lockout, ...
/// @param what    definition of the alarm, or the action
/// @param subject where
/// @param how     priority of the alarm, or the outcome
public record ReplayEvent(long plant, String kind, String what, String subject, String how) {}
