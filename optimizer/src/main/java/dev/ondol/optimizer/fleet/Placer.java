package dev.ondol.optimizer.fleet;

import java.util.Optional;

/// Decides where the next request goes, without knowing what comes after it.
///
/// One placer decides for one fleet, on one thread.
public interface Placer {
    /// The best seat for a request, empty where no machine has room. Changes nothing.
    Optional<Seat> choose(Fleet fleet, GpuRequest request);
}
