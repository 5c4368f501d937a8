package dev.ondol.kubernetes.cluster;

import dev.ondol.facility.pod.PodRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A Pod with GPUs at one moment.
///
/// @param node        its node in Kubernetes; empty before it is bound
/// @param phase       how far it is
/// @param since       when its containers started to be set up; empty before
/// @param gated       whether Ondol's scheduling gate holds it
/// @param annotations all of them
public record SeenPod(String namespace, String name, PodRequest request, Optional<String> node, Phase phase,
        Optional<Instant> since, boolean gated, Map<String, String> annotations) {
    /// How far a Pod is.
    public enum Phase {
        WAITING, RUNNING, SUCCEEDED, FAILED
    }

    public SeenPod {
        annotations = Map.copyOf(annotations);
    }

    /// Whether it holds GPUs, or is to.
    public boolean open() {
        return phase == Phase.WAITING || phase == Phase.RUNNING;
    }

    /// Whether it holds the GPUs of a node.
    public boolean bound() {
        return open() && node.isPresent();
    }
}
