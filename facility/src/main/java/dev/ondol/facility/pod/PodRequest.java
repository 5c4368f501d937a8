package dev.ondol.facility.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.PlacementRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a Pod asks of Ondol. The same Pod always makes the same request, so that it may be sent again.
///
/// @param seat    which of the gang's replicas the Pod is: its completion index where it has one, else its UID
/// @param request of the whole gang, all Pods of which carry the same annotations
public record PodRequest(String seat, PlacementRequest request) {
    private static final Duration OF_A_JOB = Duration.ofHours(1);
    private static final Duration OF_A_SERVICE = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Instant LATEST = Instant.parse("2999-12-31T00:00:00Z");
    private static final int MOST_REPLICAS = 10_000;
    private static final String COMPLETION_INDEX = "batch.kubernetes.io/job-completion-index";

    /// Reads a v1.Pod.
    ///
    /// @param now plant time in milliseconds, 0 where it is not known: a Pod is never younger than it, even if the plant's clock stands in
    ///            another year than that of the cluster
    /// @return empty where the Pod asks for no GPU
    /// @throws UnusablePod if it does not say clearly what it wants
    public static Optional<PodRequest> of(JsonNode pod, long now) throws UnusablePod {
        PodResources resources = PodResources.of(pod.path("spec"));
        if (resources.gpus() == 0) {
            return Optional.empty();
        }
        JsonNode metadata = pod.path("metadata");
        JsonNode annotations = metadata.path("annotations");
        String uid = text(metadata, "uid").orElseThrow(() -> new UnusablePod("The Pod has no metadata.uid."));
        String namespace = text(metadata, "namespace").orElse("default");
        Optional<String> gang = text(annotations, PodNames.GANG);
        int size = text(annotations, PodNames.GANG_SIZE).isEmpty() ? 1 : size(annotations);
        if (gang.isEmpty() && size > 1) {
            throw new UnusablePod("%s (%d) goes with %s, the name of the gang.".formatted(PodNames.GANG_SIZE, size,
                    PodNames.GANG));
        }
        String jobId = gang.map(name -> namespace + "/" + name).orElse(uid);
        if (jobId.length() > 200) {
            throw new UnusablePod("%s (%s) is too long.".formatted(PodNames.GANG, jobId));
        }
        boolean service = isService(metadata);
        PlacementRequest request = new PlacementRequest(jobId, new PlacementRequest.Gang(size,
                choice(annotations, PodNames.GANG_STRATEGY, PlacementRequest.Strategy.class,
                        PlacementRequest.Strategy.PACK)),
                new PlacementRequest.Replica(resources.gpus(), models(annotations), resources.cpuMilli(), resources
                        .memMiB()),
                choice(annotations, PodNames.WORKLOAD, JobClass.class, service ? JobClass.DECODE : JobClass.TRAINING),
                pod.path("spec").path("priority").asInt(0), text(annotations, PodNames.TENANT).orElse(namespace),
                time(pod, service, now));
        return Optional.of(new PodRequest(seat(metadata, uid), request));
    }

    private static String seat(JsonNode metadata, String uid) {
        return text(metadata.path("annotations"), COMPLETION_INDEX).or(() -> text(metadata.path("labels"),
                COMPLETION_INDEX)).orElse(uid);
    }

    /// Whether something keeps the Pod running for good.
    private static boolean isService(JsonNode metadata) {
        for (JsonNode owner : metadata.path("ownerReferences")) {
            String kind = owner.path("kind").asText();
            if (kind.equals("ReplicaSet") || kind.equals("StatefulSet") || kind.equals("DaemonSet")) {
                return true;
            }
        }
        return false;
    }

    private static int size(JsonNode annotations) throws UnusablePod {
        String size = text(annotations, PodNames.GANG_SIZE).orElse("");
        if (!size.matches("[0-9]{1,5}") || Integer.parseInt(size) < 1 || Integer.parseInt(size) > MOST_REPLICAS) {
            throw wrong(PodNames.GANG_SIZE, size, "must be 1 to 10000");
        }
        return Integer.parseInt(size);
    }

    private static List<String> models(JsonNode annotations) {
        return text(annotations, PodNames.GPU_MODELS).map(list -> Arrays.stream(list.split(",", -1)).map(String::strip)
                .filter(model -> !model.isEmpty()).distinct().toList()).orElse(List.of());
    }

    private static PlacementRequest.Time time(JsonNode pod, boolean service, long now) throws UnusablePod {
        JsonNode annotations = pod.path("metadata").path("annotations");
        long told = instant(pod.path("metadata"), "creationTimestamp").orElse(Instant.EPOCH).toEpochMilli();
        long created = now == 0 ? told : Math.min(told, now);
        long earliest = instant(annotations, PodNames.EARLIEST_START).map(Instant::toEpochMilli).orElse(created);
        @Nullable
        Long deadline = instant(annotations, PodNames.DEADLINE).map(Instant::toEpochMilli).orElse(null);
        String preemptible = text(annotations, PodNames.PREEMPTIBLE).orElse("false");
        if (!preemptible.equals("true") && !preemptible.equals("false")) {
            throw wrong(PodNames.PREEMPTIBLE, preemptible, "must be true or false");
        }
        return new PlacementRequest.Time(earliest, deadline, duration(pod, service).toMillis(), preemptible.equals(
                "true"));
    }

    private static Duration duration(JsonNode pod, boolean service) throws UnusablePod {
        Optional<Duration> told = parsed(pod.path("metadata").path("annotations"), PodNames.DURATION, Duration::parse,
                "must be a duration such as PT2H30M");
        long limitS = pod.path("spec").path("activeDeadlineSeconds").asLong(0);
        Duration duration = told.orElseGet(() -> limitS > 0 && limitS <= LONGEST.toSeconds()
                ? Duration.ofSeconds(limitS)
                : service ? OF_A_SERVICE : OF_A_JOB);
        if (duration.compareTo(Duration.ofSeconds(1)) < 0 || duration.compareTo(LONGEST) > 0) {
            throw wrong(PodNames.DURATION, duration.toString(), "must be a second to 366 days");
        }
        return duration;
    }

    private static Optional<Instant> instant(JsonNode of, String name) throws UnusablePod {
        Optional<Instant> instant = parsed(of, name, Instant::parse, "must be an instant such as 2026-03-01T18:00:00Z");
        if (instant.isPresent() && (instant.get().isBefore(Instant.EPOCH) || instant.get().isAfter(LATEST))) {
            throw wrong(name, instant.get().toString(), "must lie between 1970 and 2999");
        }
        return instant;
    }

    private static <T> Optional<T> parsed(JsonNode of, String name, Function<String, T> parse, String expected)
            throws UnusablePod {
        Optional<String> text = text(of, name);
        try {
            return text.map(parse);
        } catch (DateTimeException | ArithmeticException e) {
            throw wrong(name, text.orElse(""), expected);
        }
    }

    private static <E extends Enum<E>> E choice(JsonNode annotations, String name, Class<E> type, E usual)
            throws UnusablePod {
        Optional<String> text = text(annotations, name);
        if (text.isEmpty()) {
            return usual;
        }
        String wanted = text.get().strip().toUpperCase(Locale.ROOT).replace('-', '_');
        for (E value : List.of(type.getEnumConstants())) {
            if (value.name().equals(wanted)) {
                return value;
            }
        }
        throw wrong(name, text.get(), "must be one of " + Arrays.stream(type.getEnumConstants()).map(value -> value
                .name().toLowerCase(Locale.ROOT).replace('_', '-')).toList());
    }

    private static UnusablePod wrong(String name, String value, String expected) {
        return new UnusablePod("%s (%s) %s.".formatted(name, value.length() <= 60 ? value : value.substring(0, 60),
                expected));
    }

    private static Optional<String> text(JsonNode of, String name) {
        JsonNode value = of.path(name);
        return value.isTextual() && !value.asText().isBlank() ? Optional.of(value.asText().strip()) : Optional.empty();
    }
}
