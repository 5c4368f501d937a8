package dev.ondol.gateway;

import java.util.concurrent.CompletableFuture;

/// The way of frames to the broker.
@FunctionalInterface
interface FrameLine {
    /// Publishes one frame; completes when the broker has it, fails where it has not got it.
    CompletableFuture<Void> publish(String source, byte[] frame);
}
