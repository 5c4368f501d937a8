package dev.ondol.optimizer.fleet;

/// Where a request goes.
///
/// @param machine number of the machine in its fleet
/// @param gpu     number of the GPU that a sharing request gets; `-1` for others, who get the first whole ones
public record Seat(int machine, int gpu) {
    static final int NO_GPU = -1;
}
