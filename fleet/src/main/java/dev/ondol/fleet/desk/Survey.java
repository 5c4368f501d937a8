package dev.ondol.fleet.desk;

import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.fleet.choice.SiteAnswer;
import dev.ondol.fleet.site.SiteLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Asks sites at the same time what a job would take there. A site that does not answer in time holds nobody up and is left out.
/// Thread-safe.
public final class Survey implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Asking asking;

    /// @param currency in which the fleet counts money; empty where it does not
    /// @param patience wall time that each site has
    public Survey(Optional<String> currency, Duration patience) {
        asking = new Asking(currency, patience);
    }

    /// @return an answer of each, in their order
    List<SiteAnswer> ask(List<SiteLine> lines, PlacementRequest request, FleetMeter meter)
            throws InterruptedException {
        List<Callable<SiteAnswer>> questions = lines.stream().<Callable<SiteAnswer>>map(line -> () -> {
            long from = System.nanoTime();
            SiteAnswer answer = asking.ask(line, request);
            meter.asked(line.site().name(), answer.outcome(), System.nanoTime() - from);
            return answer;
        }).toList();
        List<SiteAnswer> answers = new ArrayList<>();
        for (Future<SiteAnswer> question : threads.invokeAll(questions)) {
            try {
                answers.add(question.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("A question to a site must end in an answer.", e.getCause());
            }
        }
        return answers;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
