package dev.ondol.optimizer.extender;

import dev.ondol.facility.workload.Placement;
import java.time.Instant;
import java.util.stream.Collectors;

/// Words for a person who reads the events of a Pod.
final class Reasons {
    private Reasons() {}

    static String of(Placement placement) {
        String reasons = placement.reasons().stream().map(Reasons::of).collect(Collectors.joining("; "));
        return switch (placement.state()) {
            case PLACED -> "ondol: " + reasons;
            case DEFERRED -> "ondol: the job waits: " + reasons;
            case EVICTING -> "ondol: the job is to leave: " + reasons;
            case REJECTED -> "ondol: the job can never run here: " + reasons;
            case RELEASED -> "ondol: the job has ended: " + reasons;
        };
    }

    static String startsLater(Placement placement, long startAt) {
        return "ondol: starts at %s: %s".formatted(Instant.ofEpochMilli(startAt), placement.reasons().stream().map(
                Reasons::of).collect(Collectors.joining("; ")));
    }

    static String chosen(String node) {
        return "ondol: %s costs less".formatted(node);
    }

    static String notOffered(Placement placement) {
        return "ondol: chose %s, which Kubernetes does not offer for this Pod".formatted(placement.assignments()
                .stream().map(Placement.Assignment::node).limit(3).collect(Collectors.joining(", ")));
    }

    private static String of(Placement.Reason reason) {
        return reason.nextBest().isEmpty()
                ? reason.constraint()
                : "%s (%s)".formatted(reason.constraint(), reason.nextBest());
    }
}
