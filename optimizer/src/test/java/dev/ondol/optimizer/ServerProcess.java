package dev.ondol.optimizer;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.Historian;
import dev.ondol.messaging.BrokerAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// The optimizer in a process of its own, to be killed. There is no broker: the placement API does not need one.
final class ServerProcess implements AutoCloseable {
    private static final String READY = "port ";
    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static ServerProcess start(DatabaseAddress database, String password) throws IOException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), ServerProcess.class.getName(), database.jdbcUrl(), database
                        .user(),
                password).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(),
                StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(READY)) {
                return new ServerProcess(process, Integer.parseInt(line.substring(READY.length())));
            }
        }
        throw new IllegalStateException("The optimizer has ended before it listened.");
    }

    int port() {
        return port;
    }

    /// As if the machine had lost its power: nothing is finished.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /// @param args address, user and password of the database
    public static void main(String[] args) throws InterruptedException {
        Site site = SiteReader.builtIn("kr-edge").orElseThrow();
        Historian historian = Historian.open(new DatabaseAddress(args[0], args[1], args[2]));
        OptimizerRole role = new OptimizerRole(site, PointCatalog.of(site), new BrokerAddress("tcp://127.0.0.1:1",
                Optional.empty(), Optional.empty()), historian, OptimizerOptions.defaults().withPort(0));
        role.start();
        System.out.println(READY + role.port());
        System.out.flush();
        new CountDownLatch(1).await();
    }
}
