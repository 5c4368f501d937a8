package dev.ondol.benchmarks.safety;

import dev.ondol.controllers.ControlOptions;
import dev.ondol.controllers.ControlRole;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.Historian;
import dev.ondol.messaging.BrokerAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Control as a process of its own that is killed and paused: `main` of the child, and the parent's handle on it.
public final class ControlProcess implements AutoCloseable {
    private final Process process;

    private ControlProcess(Process process) {
        this.process = process;
    }

    /// @param arguments site, broker, database, its user and its password
    public static void main(String[] arguments) throws InterruptedException {
        Site site = SiteReader.builtIn(arguments[0]).orElseThrow();
        Historian historian = Historian.open(new DatabaseAddress(arguments[2], arguments[3], arguments[4]));
        ControlRole role = new ControlRole(site, PointCatalog.of(site), BrokerAddress.of(arguments[1]), historian,
                ControlOptions.defaults().withInitialMode(Mode.AUTO));
        role.start();
        new CountDownLatch(1).await(); // until it is killed
    }

    /// @param log what it says goes there
    static ControlProcess start(List<String> arguments, Path log) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                .toString(), "-Xmx200m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
                System.getProperty(
                        "java.class.path"),
                ControlProcess.class.getName()));
        command.addAll(arguments);
        return new ControlProcess(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(
                ProcessBuilder.Redirect.appendTo(log.toFile())).start());
    }

    /// Without a warning, as a crash.
    void kill() {
        process.destroyForcibly();
    }

    /// It stands still, as under a hypervisor that has lost sight of it.
    void pause() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /// It goes on as if nothing had been.
    void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", name, Long.toString(process.pid())).inheritIO().start().waitFor();
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
