package dev.ondol.simulator.gateway;

/// What a [CommandDesk] must remember across a restart, so that no command is applied twice and no operator is overruled.
///
/// @param epoch  highest epoch seen; 0 before the first
/// @param seq    highest sequence number handled in it; everything up to it counts as handled
/// @param exited true if an operator has left AUTO and not come back
record DeskState(long epoch, long seq, boolean exited) {
    static final DeskState NEW = new DeskState(0, 0, false);
}
