package dev.ondol.app.replay;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.proof.whatif.ScenarioTable;
import dev.ondol.proof.whatif.ScenarioTable.Kept;
import dev.ondol.simulator.run.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Figures of the simulated scenarios that `ondol simulate --keep NAME` has left in a data folder, for the screen.
final class KeptScenarios {
    private static final Logger LOG = LoggerFactory.getLogger(KeptScenarios.class);
    private static final int MOST = 50;

    private final Path folder;

    /// @param data in which `scenarios` is, where there are any
    KeptScenarios(Path data) {
        folder = data.resolve("scenarios");
    }

    /// All that are whole, by name.
    List<ScenarioTable.Line> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            List<Kept> kept = all.filter(each -> Files.isRegularFile(summary(each))).sorted().limit(MOST).map(
                    KeptScenarios::read).flatMap(Optional::stream).toList();
            return kept.isEmpty() ? List.of() : ScenarioTable.of(kept).scenarios();
        } catch (IOException e) {
            LOG.warn("The folder {} cannot be read: {}", folder, e.toString());
            return List.of();
        }
    }

    private static Path summary(Path scenario) {
        return scenario.resolve("summary.json");
    }

    private static Optional<Kept> read(Path scenario) {
        try {
            return Optional.of(new Kept(scenario.getFileName().toString(), Files.exists(scenario.resolve("plant.yaml")),
                    JsonMessages.read(Files.readAllBytes(summary(scenario)), Summary.class)));
        } catch (IOException | MalformedMessage e) {
            LOG.debug("The scenario {} cannot be read.", scenario, e);
            return Optional.empty();
        }
    }
}
