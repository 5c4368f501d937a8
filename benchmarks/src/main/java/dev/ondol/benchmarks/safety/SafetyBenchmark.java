package dev.ondol.benchmarks.safety;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Tries every safety property, part by part, and adds up what the parts have counted.
public final class SafetyBenchmark {
    private final long seed;
    private final long tries;
    private final int whole;
    private final Path data;

    /// @param seed  repeats the same tries
    /// @param tries at least so many of each property in memory
    /// @param whole so many of each property that needs the whole
    /// @param data  empty folder for broker, database and logs
    public SafetyBenchmark(long seed, long tries, int whole, Path data) {
        this.seed = seed;
        this.tries = tries;
        this.whole = whole;
        this.data = data;
    }

    private interface Part {
        List<Tried> run() throws IOException, InterruptedException;
    }

    /// @param listener hears of each part when it is done
    public SafetyFigures run(Consumer<Tried> listener) throws IOException, InterruptedException {
        List<Part> parts = new ArrayList<>(inMemory());
        parts.add(() -> List.of(PlanTries.run(seed, whole)));
        parts.add(() -> EndToEndTries.run(data, seed, whole));
        return run(parts, listener);
    }

    /// Only the properties that need neither broker nor database.
    ///
    /// @param listener hears of each part when it is done
    public SafetyFigures runInMemory(Consumer<Tried> listener) throws IOException, InterruptedException {
        return run(inMemory(), listener);
    }

    private List<Part> inMemory() {
        return List.of(
                () -> GatewayTries.run(seed, tries),
                () -> List.of(BumplessTries.run(seed, tries)),
                () -> StagedTries.run(seed, tries),
                () -> List.of(StartTries.run(seed, tries)),
                () -> List.of(ReliefTries.run(seed, tries)),
                () -> List.of(ControlTries.run(seed, tries)),
                () -> List.of(AuditTries.run(data.resolve("audit"), seed, tries)),
                () -> VerifierProperties.run(VerifierProperties.verifiers(), seed, tries));
    }

    private SafetyFigures run(List<Part> parts, Consumer<Tried> listener) throws IOException, InterruptedException {
        long started = System.nanoTime();
        Map<String, Tried> sums = new LinkedHashMap<>();
        for (Part part : parts) {
            for (Tried tried : part.run()) {
                listener.accept(tried);
                sums.merge(tried.property() + tried.kind(), tried, Tried::and);
            }
        }
        List<Tried> all = new ArrayList<>(sums.values());
        all.sort((a, b) -> Integer.compare(number(a), number(b)));
        return new SafetyFigures(all.stream().map(Tried::row).toList(), seed, (System.nanoTime() - started) / 1e9);
    }

    private static int number(Tried tried) {
        return Integer.parseInt(tried.property().substring(1));
    }
}
