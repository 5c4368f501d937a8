package dev.ondol.app.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ondol.services.Mosquitto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import org.junit.jupiter.api.Test;

/// One process after the other is ended in order and started again, as an upgrade does, while the plant runs.
class RollingUpgradeIT {
    private static final long CYCLE_MS = 300_000;
    /// More than the upgrade takes; the plant is ended when it is over.
    private static final int HOURS = 240;

    @Test
    void noPlanningCycleIsLeftOutWhileEveryProcessIsReplaced() throws Exception {
        assumeTrue(Mosquitto.program().isPresent(), "apt-get install mosquitto");
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "rolling-upgrade")), "rig")
                .toAbsolutePath();
        try (Fleet fleet = new Fleet(folder, "kr-edge", HOURS)) {
            fleet.awaitLead(0);
            fleet.awaitApplied();
            long first = fleet.carriedOut().getFirst();
            for (String name : inOrder(fleet)) {
                boolean led = fleet.leads(name);
                long epoch = fleet.epoch();
                int fallen = fallen(fleet);
                assertThat(fleet.end(name)).as("exit code of %s", name).isZero();
                if (led) {
                    fleet.awaitLead(epoch);
                    System.out.printf("Control was handed over in %d ms; the plant went to its local rules %d times.%n",
                            fleet.gap().toMillis(), fallen(fleet) - fallen);
                }
                fleet.start(name);
                fleet.awaitApplied();
            }
            NavigableSet<Long> before = fleet.carriedOut();
            await("the next cycle").atMost(Duration.ofMinutes(6)).until(() -> fleet.carriedOut().last() > before
                    .last());
            List<Long> left = new ArrayList<>();
            for (long cycle = first; cycle <= before.last(); cycle += CYCLE_MS) {
                if (!before.contains(cycle)) {
                    left.add(cycle);
                }
            }
            assertThat(left).as("cycles from %d to %d that no control carried out, %s", first, before.last(), folder)
                    .isEmpty();
            assertThat(fleet.plantRuns()).isTrue();
            assertThat(fleet.staleApplied()).isZero();
            String log = fleet.plantLog();
            assertThat(log.lastIndexOf("The plant obeys commands")).as("the plant obeys at the end").isGreaterThan(log
                    .lastIndexOf("The plant is on its local rules"));
        }
    }

    /// How often the plant has gone to its local rules.
    private static int fallen(Fleet fleet) throws IOException {
        return fleet.plantLog().split("The plant is on its local rules", -1).length - 1;
    }

    /// As docs/containers.md says: what waits before what works, and control last.
    private static List<String> inOrder(Fleet fleet) {
        List<String> names = new ArrayList<>(fleet.names());
        names.removeIf(name -> name.startsWith("control"));
        boolean firstLeads = fleet.leads("control-a");
        names.addAll(firstLeads ? List.of("control-b", "control-a") : List.of("control-a", "control-b"));
        return names;
    }
}
