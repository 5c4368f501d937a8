package dev.ondol.slurm.dispatch;

import dev.ondol.client.OndolUnavailable;
import dev.ondol.client.PlacementApi;
import dev.ondol.slurm.command.Slurm;
import dev.ondol.slurm.command.SlurmUnavailable;
import dev.ondol.slurm.options.SlurmOptions;
import dev.ondol.slurm.placement.JobRequests;
import dev.ondol.slurm.queue.QueuedJob;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One round: what Slurm has, what Ondol says, and what follows. Where Ondol does not answer, the heart beat stops at once, so
/// that Slurm holds no more jobs, and after a while those that are held are let go. All that must outlive this process stands
/// in the comments of the jobs. Used by one thread.
public final class Dispatcher {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    /// Wall time for which an API that has failed is left alone.
    private static final long PAUSE_MS = 5_000;
    /// Between the site's clock and this machine's.
    private static final long MOST_SKEW_MS = 120_000;

    private final Slurm slurm;
    private final PlacementApi api;
    private final Heartbeat heartbeat;
    private final InstantSource wall;
    private final long giveUpMs;
    private final JobReports reports;
    private final HeldJobs held;
    private long heardMs;
    private long silentUntilMs;
    private boolean away;
    private boolean slurmAway;

    public Dispatcher(Slurm slurm, PlacementApi api, Heartbeat heartbeat, SlurmOptions options, InstantSource wall) {
        this.slurm = slurm;
        this.api = api;
        this.heartbeat = heartbeat;
        this.wall = wall;
        giveUpMs = options.giveUpSeconds().orElse(60) * 1000L;
        heardMs = wall.millis();
        JobRequests requests = new JobRequests(options);
        Map<Long, FollowedJob> followed = new TreeMap<>();
        reports = new JobReports(api, requests, followed);
        held = new HeldJobs(slurm, api, requests, reports, followed, options.patienceSeconds().orElse(300) * 1000L);
    }

    /// Never throws: what fails is logged, and tried again in the next round.
    public void round() {
        long now = wall.millis();
        try {
            List<QueuedJob> queue = slurm.queue();
            if (slurmAway) {
                slurmAway = false;
                log.info("Slurm answers again.");
            }
            if (now < silentUntilMs || !serve(queue, now)) {
                standAside(queue, now);
            }
        } catch (SlurmUnavailable e) {
            if (!slurmAway) {
                slurmAway = true;
                log.warn("Slurm does not answer, it is tried again: {}", e.getMessage());
            }
        }
    }

    private boolean serve(List<QueuedJob> queue, long now) throws SlurmUnavailable {
        try {
            long plantMs = api.plantMillis();
            if (plantMs != 0 && Math.abs(plantMs - now) > MOST_SKEW_MS) {
                throw new OndolUnavailable(
                        "The clock of the site and of this machine differ by %d s, at most %d are right."
                                .formatted(Math.abs(plantMs - now) / 1000, MOST_SKEW_MS / 1000));
            }
            reports.send(queue, now, plantMs);
            held.serve(queue, now);
            heartbeat.beat(now);
            heardMs = now;
            if (away) {
                away = false;
                log.info("Ondol answers again.");
            }
            return true;
        } catch (OndolUnavailable e) {
            if (!away) {
                away = true;
                log.warn("Slurm places new jobs alone until Ondol answers: {}", e.getMessage());
            }
            silentUntilMs = now + PAUSE_MS;
            reports.afresh();
            return false;
        }
    }

    private void standAside(List<QueuedJob> queue, long now) throws SlurmUnavailable {
        heartbeat.stop();
        if (now - heardMs >= giveUpMs) {
            held.letAllGo(queue, "Ondol does not answer");
        }
    }

    /// Gives all jobs that are held back to Slurm, and holds no more.
    public void resign() {
        heartbeat.stop();
        try {
            held.letAllGo(slurm.queue(), "the connector has ended");
            reports.send(slurm.queue(), wall.millis(), 0);
        } catch (SlurmUnavailable e) {
            log.error("Slurm does not answer, so jobs stay held until the watchdog releases them: {}", e.getMessage());
        } catch (OndolUnavailable e) {
            log.warn("Ondol was not told that its placements are not wanted: {}", e.getMessage());
        }
    }
}
