package dev.ondol.ingest.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The disk of the database runs full. A small file system is made in a mount namespace of its own, which needs no rights
/// but those of an ordinary user; [SmallDisk] runs in it.
class SmallDiskIT {
    private static final Logger LOG = LoggerFactory.getLogger(SmallDiskIT.class);
    private static final String MOUNT = "mount -t tmpfs -o size=400m tmpfs \"$0\" && exec \"$@\"";

    @Test
    @Tag("R13")
    void aFullDiskRaisesTheAlarmAndNothingIsLost() throws Exception {
        assumeTrue(Scale.FULL, "R13 fills a disk for a minute; it runs by ./ondol test --full only.");
        Path folder = Files.createDirectories(Path.of("target", "reliability", "small-disk")).toAbsolutePath();
        assumeTrue(run(folder, List.of("true")) == 0,
                "R13 needs a mount namespace (unshare --user --map-root-user --mount), which this machine forbids.");
        assertThat(run(folder, List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("java.class.path"), SmallDisk.class.getName(), folder.toString())))
                .as("the process on the small disk says above what is wrong").isZero();
    }

    private static int run(Path folder, List<String> command) throws IOException, InterruptedException {
        List<String> all = new java.util.ArrayList<>(
                List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", MOUNT, folder.toString()));
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
        // in the namespace everybody is root, whose cache is not everybody's
        if (!"root".equals(System.getProperty("user.name"))) {
            builder.environment().putIfAbsent("ONDOL_CACHE", Path.of(System.getProperty("user.home"), ".cache",
                    "ondol").toString());
        }
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return -1;
        }
        // through the log of this process, from which ./ondol test --full takes the figures
        process.inputReader().lines().forEach(line -> LOG.info("{}", line));
        if (!process.waitFor(15, TimeUnit.MINUTES)) {
            process.destroy();
            return -1;
        }
        return process.exitValue();
    }
}
