package dev.ondol.benchmarks;

import dev.ondol.benchmarks.PlacementSpeeds.Run;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.Historian;
import dev.ondol.optimizer.api.Health;
import dev.ondol.optimizer.api.PlacementServer;
import dev.ondol.optimizer.api.RequestLimit;
import dev.ondol.optimizer.api.Uninformed;
import dev.ondol.optimizer.journal.HistorianJournal;
import dev.ondol.services.Databases;
import dev.ondol.services.RunningDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/// How fast placements are answered over HTTP, each written to an embedded PostgreSQL before its answer, while plans are made all the
/// time. Each placement is taken back as soon as it is answered, so that the site stays 60 % full; that is journalled, too.
public final class PlacementBenchmark {
    private static final double FILL = 0.6;
    private static final int REQUESTS_PER_SECOND = 200;
    private static final int CLIENTS = 64;
    private static final int LARGE_NODES = 5_000;
    private static final int QUEUE = 100;
    private static final int WARM_S = 20;
    private static final RequestLimit UNHINDERED = new RequestLimit(1_000_000, 1_000_000);

    private final Path data;
    private final int seconds;

    /// @param data folder for the database
    /// @param full measure longer
    public PlacementBenchmark(Path data, boolean full) {
        this.data = data;
        seconds = full ? 60 : 15;
    }

    /// @param listener is told each run as soon as it is measured
    public PlacementSpeeds measure(Consumer<Run> listener) throws InterruptedException {
        List<Run> runs = new ArrayList<>();
        RunningDatabase database = Databases.embedded(data.resolve("postgresql"), 0);
        try (database;
                Historian historian = Historian.open(new DatabaseAddress(database.jdbcUrl(), database.user(), database
                        .password()))) {
            for (Site site : List.of(SiteReader.builtIn("kr-hn1").orElseThrow(), LargeProblem.site(LARGE_NODES))) {
                Run run = measure(site, historian);
                listener.accept(run);
                runs.add(run);
            }
        }
        return new PlacementSpeeds(runs.getFirst(), runs);
    }

    private Run measure(Site site, Historian historian) throws InterruptedException {
        try (HistorianJournal journal = new HistorianJournal(historian, site.id())) {
            journal.start();
            CountedRecords records = new CountedRecords(journal);
            LongQueue queue = new LongQueue(site, records);
            queue.fill(FILL);
            queue.queueForLater(QUEUE);
            try (PlacementServer server = PlacementServer.start("127.0.0.1", 0, Optional.empty(), UNHINDERED, queue
                    .desk(), new Uninformed(queue.model(), queue.nodes()),
                    () -> new Health("up", true, journal.waiting(), 0, 0, 0, 0));
                    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                    ExecutorService planning = Executors.newSingleThreadExecutor()) {
                Future<Integer> plans = planning.submit(queue::planOnAndOn);
                Run run;
                try {
                    run = measure(site, queue, records, server.port(), threads);
                } finally {
                    queue.plansNoMore(); // a load that has failed must not leave the planning going on for ever
                    planning.shutdownNow();
                }
                return run.with(of(plans));
            }
        }
    }

    private static int of(Future<Integer> plans) throws InterruptedException {
        try {
            return plans.get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("Planning has failed meanwhile.", e);
        }
    }

    private Run measure(Site site, LongQueue queue, CountedRecords records, int port, ExecutorService threads)
            throws InterruptedException {
        AtomicLong number = new AtomicLong();
        List<String> models = List.copyOf(queue.nodes().models());
        try (PlacementLoad load = new PlacementLoad(port, CLIENTS, () -> body(number.incrementAndGet(), models),
                id -> threads.execute(() -> queue.desk().cancel(id)))) {
            load.closed(CLIENTS, WARM_S);
            load.withNodes.set(0);
            load.without.set(0);
            records.late.set(0);
            Histogram us = load.open(REQUESTS_PER_SECOND, seconds);
            double answersPerSecond = load.closed(CLIENTS, seconds);
            return new Run(site.id(), queue.nodes().count(), REQUESTS_PER_SECOND, ms(us, 50), ms(us, 99), ms(us, 99.9),
                    us.getMaxValue() / 1_000.0, answersPerSecond, CLIENTS, load.withNodes.get(), load.without.get(),
                    records.late.get(), false, 0);
        }
    }

    private static double ms(Histogram us, double percentile) {
        return us.getValueAtPercentile(percentile) / 1_000.0;
    }

    /// Gangs of one to four replicas with one to eight GPUs each, training and decode.
    private static byte[] body(long number, List<String> models) {
        int gpus = 1 << number % 4;
        return JsonMessages.write(new PlacementRequest("bench-" + number, new PlacementRequest.Gang((int) (1 + number
                % 4), PlacementRequest.Strategy.PACK),
                new PlacementRequest.Replica(gpus, List.of(models.get((int) (number % models.size()))), 4_000L * gpus,
                        16_384L * gpus),
                number % 3 == 0 ? JobClass.DECODE : JobClass.TRAINING, 0, "", new PlacementRequest.Time(
                        LongQueue.CYCLE, null, 3_600_000, false)));
    }
}
