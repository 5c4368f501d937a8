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
import dev.ondol.services.RunningDatabase;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/// Ingest as a process of its own: `main` of the child, and the parent's handle on it.
public final class IngestProcess implements AutoCloseable {
    private final Process process;

    private IngestProcess(Process process) {
        this.process = process;
    }

    /// @param arguments site, broker, database, its user and its password, the one shard of this process or nothing, a file that it
    /// makes when it is connected, and each shard as `name=source,source`
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Site site = SiteReader.builtIn(arguments[0]).orElseThrow();
        List<Shard> shards = Arrays.stream(arguments).skip(7).map(text -> text.split("=", 2)).map(parts -> new Shard(
                parts[0], List.of(parts[1].split(",")))).toList();
        IngestOptions options = IngestOptions.defaults().withShards(shards);
        Historian historian = Historian.open(new DatabaseAddress(arguments[2], arguments[3], arguments[4]));
        IngestRole role = new IngestRole(site, PointCatalog.of(site), BrokerAddress.of(arguments[1]), historian, Clock
                .systemUTC(), arguments[5].isEmpty() ? options : options.withOnly(arguments[5]));
        role.start();
        while (!role.connected()) {
            Thread.sleep(20);
        }
        Files.createFile(Path.of(arguments[6]));
        new CountDownLatch(1).await(); // until it is ended
    }

    /// Returns when it is connected.
    ///
    /// @param only   the one shard of this process; empty: everything
    /// @param shards as for the child
    static IngestProcess start(Site site, String broker, RunningDatabase database, String only, List<String> shards,
            Path folder) throws IOException {
        Path connected = folder.resolve("connected-" + only);
        Path log = folder.resolve("ingest.log");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                .toString(), "-Xmx512m", "-cp", System.getProperty("java.class.path"), IngestProcess.class.getName(),
                site.id(), broker, database.jdbcUrl(), database.user(), database.password(), only, connected
                        .toString()));
        command.addAll(shards);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log
                .toFile())).start();
        while (!Files.exists(connected)) {
            if (!process.isAlive()) {
                throw new IOException(
                        "A process of ingest ended before it was connected; %s tells why.".formatted(log));
            }
            LockSupport.parkNanos(20_000_000);
        }
        return new IngestProcess(process);
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
