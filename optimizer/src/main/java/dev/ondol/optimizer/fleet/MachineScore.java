package dev.ondol.optimizer.fleet;

/// How good a machine with room is for a request, by what is free on it and nothing else.
public interface MachineScore {
    /// A score, the higher the better, and the GPU that a sharing request would get (`-1` for others).
    record Offer(double score, int gpu) {}

    /// Rates a machine that has room for a request. Changes nothing.
    Offer offer(Fleet fleet, int machine, GpuRequest request);
}
