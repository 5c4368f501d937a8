package dev.ondol.benchmarks;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.Historian;
import dev.ondol.ingest.IngestOptions;
import dev.ondol.ingest.IngestRole;
import dev.ondol.ingest.Shard;
import dev.ondol.messaging.BrokerAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Ingest as a process of its own: `main` of the child, and the parent's handle on it.
public final class IngestProcess implements AutoCloseable {
    private static final String CONNECTED = "connected";

    private final Process process;

    private IngestProcess(Process process) {
        this.process = process;
    }

    /// @param arguments site, broker, database, its user and its password, the one shard of this process or nothing, and each shard as
    /// `name=source,source`
    public static void main(String[] arguments) throws InterruptedException {
        Site site = SiteReader.builtIn(arguments[0]).orElseThrow();
        List<Shard> shards = Arrays.stream(arguments).skip(6).map(text -> text.split("=", 2)).map(parts -> new Shard(
                parts[0], List.of(parts[1].split(",")))).toList();
        IngestOptions options = IngestOptions.defaults().withShards(shards);
        Historian historian = Historian.open(new DatabaseAddress(arguments[2], arguments[3], arguments[4]));
        IngestRole role = new IngestRole(site, PointCatalog.of(site), BrokerAddress.of(arguments[1]), historian, Clock
                .systemUTC(), arguments[5].isEmpty() ? options : options.withOnly(arguments[5]));
        role.start();
        while (!role.connected()) {
            Thread.sleep(20);
        }
        System.out.println(CONNECTED);
        new CountDownLatch(1).await(); // until it is ended
    }

    /// Returns when it is connected.
    static IngestProcess start(List<String> arguments, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                .toString(), "-Xmx512m", "-cp", System.getProperty("java.class.path"), IngestProcess.class.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        IngestProcess started = new IngestProcess(process);
        BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream(),
                StandardCharsets.UTF_8));
        String line = said.readLine();
        while (line != null && !line.equals(CONNECTED)) {
            line = said.readLine();
        }
        if (line == null) {
            started.close();
            throw new IOException("A process of ingest ended before it was connected; %s tells why.".formatted(log));
        }
        return started;
    }

    /// Processor time so far.
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
