package dev.ondol.simulator.cluster;

import dev.ondol.client.HttpPlacementApi;
import dev.ondol.client.OndolUnavailable;
import dev.ondol.client.PlacementApi;
import dev.ondol.client.Problem;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.simulator.workload.Job;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the optimizer over its placement API, as Slurm or Kubernetes would. Calls are synchronous within the tick and
/// have 2 s. Where one fails the API is left alone for 5 s of wall time and jobs are placed first-fit packed; on its
/// return the list of running jobs is handed over, so that both know the same again. POST carries an idempotency key,
/// so a lost answer does not place a job twice.
public final class RestPlacer implements Placer, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RestPlacer.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    /// Wall time that new requests of one tick may take; the rest is asked at the next tick.
    private static final Duration BUDGET = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    /// Plant time after which a waiting placement is asked for again: the API may have given it up.
    private static final long STALE_MILLIS = 3_600_000L;
    private static final int MOST_REPORTS_KEPT = 10_000;

    private final PlacementApi api;
    private final String run;
    private final InstantSource wall;
    private final ReportedPaces paces = new ReportedPaces();
    private final Placer standIn = new FirstFitPacked();
    private final Map<String, Answer> answers = new HashMap<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    private final Map<String, String> runningPlacements = new HashMap<>();
    private final Deque<Report> reports = new ArrayDeque<>();
    private long silentUntilMillis = Long.MIN_VALUE;
    private boolean reconciled;
    private boolean away;
    private long standInStarts;

    /// @param askedAt plant time in milliseconds of the newest news
    private record Answer(Placement placement, long askedAt) {}

    private record Report(String placementId, PlacementEvent event) {}

    /// @param api  address of the optimizer, for example `http://127.0.0.1:8081`
    /// @param run  names this simulation; part of the idempotency keys, so that another run over the same plant time is
    ///             not answered from this one
    /// @param wall wall clock
    public RestPlacer(URI api, String run, InstantSource wall) {
        this(new HttpPlacementApi(api, TIMEOUT, 1), run, wall);
    }

    /// @param api  the optimizer, however it is reached
    /// @param run  names this simulation
    /// @param wall wall clock; one that stands still never ends the time for new requests
    public RestPlacer(PlacementApi api, String run, InstantSource wall) {
        this.api = api;
        this.run = run;
        this.wall = wall;
    }

    @Override
    public String name() {
        return "placement-api";
    }

    @Override
    public void place(Situation situation) {
        forgetAnswersOfThoseWhoLeft(situation);
        if (silent()) {
            placeAlone(situation);
            return;
        }
        try {
            sendReports();
            if (!reconciled) {
                api.reconcile(situation.plantMillis(), situation.running());
                reconciled = true;
                if (away) {
                    away = false;
                    LOG.info("The placement API answers again; {} running jobs were handed over.",
                            situation.active().size());
                }
            }
            api.progress(paces.of(situation));
            ask(situation);
            follow(situation);
        } catch (OndolUnavailable e) {
            pause(e);
            placeAlone(situation);
            return;
        }
        startWhatIsDue(situation);
    }

    private void forgetAnswersOfThoseWhoLeft(Situation situation) {
        Set<String> waiting = new HashSet<>();
        situation.waiting().forEach(waits -> waiting.add(waits.job.id()));
        answers.keySet().retainAll(waiting);
        attempts.keySet().retainAll(waiting);
    }

    private void follow(Situation situation) throws OndolUnavailable {
        PlacementApi.Orders orders = api.orders();
        for (Placement placement : orders.evictions()) {
            if (placement.placementId().equals(runningPlacements.get(placement.jobId()))
                    && situation.stop(placement.jobId())) {
                runningPlacements.remove(placement.jobId());
                answers.put(placement.jobId(), new Answer(placement, situation.plantMillis()));
                report(placement.placementId(), PlacementEvent.Type.EVICTED, situation.plantMillis());
            }
        }
        refresh(orders.starts(), situation.plantMillis());
    }

    private void refresh(List<Placement> starts, long plantMillis) throws OndolUnavailable {
        Set<String> promised = new HashSet<>();
        for (Placement placement : starts) {
            promised.add(placement.placementId());
            answers.computeIfPresent(placement.jobId(), (id, known) -> new Answer(placement, plantMillis));
        }
        for (Map.Entry<String, Answer> known : new HashMap<>(answers).entrySet()) {
            Placement placement = known.getValue().placement();
            boolean takenBack = placement.state() == Placement.State.PLACED && !promised.contains(placement
                    .placementId());
            if (!takenBack && !expired(placement, plantMillis) && plantMillis - known.getValue()
                    .askedAt() < STALE_MILLIS) {
                continue;
            }
            Optional<Placement> now = api.find(placement.placementId());
            if (now.isEmpty() || now.get().state() == Placement.State.RELEASED) {
                // It was given up there, so it is asked for anew with the next tick.
                answers.remove(known.getKey());
                attempts.merge(known.getKey(), 1, Integer::sum);
            } else {
                answers.put(known.getKey(), new Answer(now.get(), plantMillis));
            }
        }
    }

    private static boolean expired(Placement placement, long plantMillis) {
        Long leaseExpires = placement.leaseExpires();
        return placement.state() == Placement.State.PLACED && leaseExpires != null && leaseExpires < plantMillis;
    }

    private void ask(Situation situation) throws OndolUnavailable {
        long until = wall.millis() + BUDGET.toMillis();
        for (WaitingJob waiting : situation.waiting()) {
            Job job = waiting.job;
            if (answers.containsKey(job.id())) {
                continue;
            }
            if (wall.millis() > until) {
                return;
            }
            String key = "%s/%s/%d".formatted(run, job.id(), attempts.getOrDefault(job.id(), 0));
            switch (api.place(Requests.of(job), key)) {
                case PlacementApi.Reply.Refused(Problem why) -> {
                    LOG.warn("The placement API does not accept the job {}, which is taken out of the queue: {}", job
                            .id(), why);
                    situation.refuse(waiting, "The placement API does not accept it: " + why);
                }
                case PlacementApi.Reply.Answered(Placement placement) -> {
                    switch (placement.state()) {
                        case PLACED, DEFERRED, EVICTING -> answers.put(job.id(),
                                new Answer(placement, situation.plantMillis()));
                        case REJECTED, RELEASED -> situation.refuse(waiting, "The placement API answered %s: %s."
                                .formatted(placement.state(), placement.reasons()));
                    }
                }
            }
        }
    }

    private void startWhatIsDue(Situation situation) {
        for (WaitingJob waiting : situation.waiting()) {
            Job job = waiting.job;
            Answer answer = answers.get(job.id());
            if (answer != null && due(answer.placement(), situation.plantMillis())
                    && situation.free(waiting, answer.placement().assignments())
                    && situation.start(waiting, answer.placement().assignments())) {
                started(job, answer.placement(), situation.plantMillis());
            }
        }
    }

    private static boolean due(Placement placement, long plantMillis) {
        Long startAt = placement.startAt();
        return placement.state() == Placement.State.PLACED && startAt != null && startAt <= plantMillis
                && !expired(placement, plantMillis);
    }

    private void started(Job job, Placement placement, long plantMillis) {
        answers.remove(job.id());
        runningPlacements.put(job.id(), placement.placementId());
        report(placement.placementId(), PlacementEvent.Type.STARTED, plantMillis);
    }

    /// Places jobs as a scheduler does that has nobody to ask. The API hears of them when it returns.
    private void placeAlone(Situation situation) {
        reconciled = false;
        standIn.place(situation);
        Set<String> running = new HashSet<>();
        situation.active().forEach(active -> running.add(active.job.id()));
        for (WaitingJob waiting : situation.waiting()) {
            Job job = waiting.job;
            if (running.contains(job.id())) {
                standInStarts++;
                Answer answer = answers.get(job.id());
                if (answer != null) {
                    started(job, answer.placement(), situation.plantMillis());
                }
            }
        }
    }

    @Override
    public void ended(Job job, long plantMillis) {
        String placementId = runningPlacements.remove(job.id());
        if (placementId != null) {
            report(placementId, PlacementEvent.Type.FINISHED, plantMillis);
        } else {
            reconciled = false;
        }
    }

    @Override
    public void withdrawn(Job job, long plantMillis) {
        Answer answer = answers.remove(job.id());
        if (answer != null) {
            report(answer.placement().placementId(), PlacementEvent.Type.CANCELLED, plantMillis);
        }
    }

    /// Keeps the report and sends all that wait; what fails is sent with the next tick.
    private void report(String placementId, PlacementEvent.Type type, long plantMillis) {
        reports.add(new Report(placementId, new PlacementEvent(type, plantMillis)));
        if (reports.size() > MOST_REPORTS_KEPT) {
            // The list of running jobs tells the same on return.
            reports.removeFirst();
        }
        if (!silent()) {
            try {
                sendReports();
            } catch (OndolUnavailable e) {
                pause(e);
            }
        }
    }

    private void sendReports() throws OndolUnavailable {
        while (!reports.isEmpty()) {
            Report next = reports.getFirst();
            api.report(next.placementId(), next.event());
            reports.removeFirst();
        }
    }

    private boolean silent() {
        return wall.millis() < silentUntilMillis;
    }

    private void pause(OndolUnavailable e) {
        reconciled = false;
        silentUntilMillis = wall.millis() + PAUSE.toMillis();
        if (!away) {
            away = true;
            LOG.warn("{} Jobs are placed first-fit packed until the placement API answers.", e.getMessage());
        }
    }

    /// Jobs that were started without the optimizer because it did not answer.
    public long standInStarts() {
        return standInStarts;
    }

    @Override
    public Placer atBeginning() {
        return standIn;
    }

    @Override
    public void close() {
        api.close();
    }
}
