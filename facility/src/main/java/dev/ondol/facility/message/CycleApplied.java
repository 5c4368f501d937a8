package dev.ondol.facility.message;

/// Published by control when it is done with one planning cycle: all commands of the plan are sent. A lock-step plant is told, too,
/// each minute between two cycles when the orders of nodes are carried out.
/// A lock-step clock waits for it, and for the acknowledgement of `lastSeq`, before it goes on.
///
/// @param cycle    plant time of the planning cycle, or of the orders between two, in milliseconds
/// @param planId   the plan, or "none" where there was nothing to carry out
/// @param epoch    epoch of the commands
/// @param lastSeq  highest sequence number sent so far in this epoch
/// @param sent     commands sent in this cycle
/// @param rejected set-points of the plan that the verifier refused
public record CycleApplied(long cycle, String planId, long epoch, long lastSeq, int sent, int rejected) {}
