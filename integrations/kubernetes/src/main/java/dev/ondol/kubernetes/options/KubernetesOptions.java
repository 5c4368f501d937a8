package dev.ondol.kubernetes.options;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.config.RecordReader;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// What the watcher is told, `kubernetes.yaml`; all of it may be left out.
///
/// @param api              address of the placement API; absent: http://127.0.0.1:8081
/// @param context          context of the kubeconfig; absent: the current one, or the service account of the Pod that it runs in
/// @param roundSeconds     wall seconds between two looks at the whole cluster, 5 to 600; absent: 60
/// @param openGatesSeconds wall seconds without an answer of Ondol after which gates are opened without it, 30 to 86400; absent: 600
public record KubernetesOptions(Optional<String> api, Optional<String> context, Optional<Integer> roundSeconds,
        Optional<Integer> openGatesSeconds) {
    public static final KubernetesOptions NONE = new KubernetesOptions(Optional.empty(), Optional.empty(), Optional
            .empty(), Optional.empty());

    public KubernetesOptions {
        within(roundSeconds, 5, 600, "roundSeconds");
        within(openGatesSeconds, 30, 86_400, "openGatesSeconds");
        api.ifPresent(address -> {
            if (!address.matches("https?://[^/@\\s]+/?")) {
                throw new IllegalArgumentException(
                        "The api (%s) must be http://host:port without a path.".formatted(address));
            }
        });
    }

    /// Reads the text of a file.
    ///
    /// @throws InvalidConfiguration with every problem of the text
    public static KubernetesOptions read(String name, String yaml) throws InvalidConfiguration {
        return RecordReader.read(name, yaml, KubernetesOptions.class);
    }

    public URI address() {
        return URI.create(api.orElse("http://127.0.0.1:8081"));
    }

    public Duration round() {
        return Duration.ofSeconds(roundSeconds.orElse(60));
    }

    public Duration openGatesAfter() {
        return Duration.ofSeconds(openGatesSeconds.orElse(600));
    }

    private static void within(Optional<Integer> value, int low, int high, String key) {
        if (value.isPresent() && (value.get() < low || value.get() > high)) {
            throw new IllegalArgumentException("The %s (%d) must be %d to %d.".formatted(key, value.get(), low, high));
        }
    }
}
