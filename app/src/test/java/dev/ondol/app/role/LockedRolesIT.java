package dev.ondol.app.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ondol.services.Mosquitto;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every role as a process of its own with the certificate of its role at a real Mosquitto and its own role in the database: what they need
/// is open to them.
class LockedRolesIT {
    @Test
    void theLoopRunsWhereEverybodyHasTheRightsOfHisRoleAlone() throws Exception {
        assumeTrue(Mosquitto.program().isPresent() || "true".equals(System.getenv("CI")), "apt-get install mosquitto");
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "locked-roles")), "rig")
                .toAbsolutePath();
        try (RoleRig rig = new RoleRig(folder, "kr-edge", 60, true)) {
            rig.awaitObeys();
            rig.awaitApplied();
            for (String table : List.of("reading", "rollup_1m", "plan", "placement", "command", "audit")) {
                await(table).atMost(RoleRig.PATIENCE).until(() -> rig.number("SELECT count(*) FROM " + table) > 0);
            }
            for (RoleName role : RoleName.values()) {
                // Mosquitto cuts the connection of whoever publishes what he may not
                assertThat(rig.log(role)).as(role.word()).doesNotContain("lost the connection", "permission denied");
            }
        }
    }
}
