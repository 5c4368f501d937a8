package dev.ondol.optimizer.metering;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.metering.LoadShares.Heat;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.observe.Readings;
import dev.ondol.optimizer.price.Tariff;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Shares what the site's counters count among the jobs that run, minute by minute. Thread-safe.
///
/// IT energy and losses go by the metered power of the nodes ([LoadShares]); cooling of the technology loops by heat into them,
/// all other cooling and the water by heat into the air. What no job has caused is kept apart as idle, so that jobs and idle
/// together are what the counters show, whatever a meter of a node says. A job that lasts less than the time between two readings
/// may have no share.
public final class JobMeter {
    private static final int MOST_ENDED = 20_000;

    private final Tariff tariff;
    private final Readings readings;
    private final PointCatalog catalog;
    private final List<PointId> nodePowers;
    private final ServiceRackPower service;
    private final Map<String, Tally> running = new LinkedHashMap<>();
    private final Map<String, JobCost> ended = new LinkedHashMap<>();
    private SiteCounters counters;
    private CoolingSplit cooling;
    private Tally facility = new Tally(0);
    private Tally idle = new Tally(0);
    private Tally jobs = new Tally(0);

    public JobMeter(PlantModel model, Nodes nodes, Readings readings) {
        Site site = model.site();
        this.readings = readings;
        catalog = PointCatalog.of(site);
        tariff = Tariff.of(site);
        nodePowers = LoadShares.powers(nodes);
        service = new ServiceRackPower(site, readings);
        counters = new SiteCounters(catalog, readings, tariff);
        cooling = new CoolingSplit(catalog, readings);
    }

    /// Forgets everything: the clock has started a new life.
    public synchronized void forget() {
        running.clear();
        ended.clear();
        counters = new SiteCounters(catalog, readings, tariff);
        cooling = new CoolingSplit(catalog, readings);
        begin(0);
    }

    private void begin(long at) {
        facility = new Tally(at);
        idle = new Tally(at);
        jobs = new Tally(at);
    }

    /// Reads the counters and shares what they have counted among the jobs that run now.
    ///
    /// @param now plant time in milliseconds
    /// @return what those jobs took that have ended since the reading before
    public synchronized List<JobCost> read(Account account, long now) {
        Optional<Long> before = counters.time();
        Optional<Counted> counted = counters.read(now);
        if (before.isEmpty()) {
            counters.time().ifPresent(this::begin);
        }
        return counted.isPresent() && before.isPresent()
                ? share(account, counted.get(), before.get(), now)
                : List.of();
    }

    private List<JobCost> share(Account account, Counted counted, long before, long now) {
        LoadShares load = LoadShares.of(account, nodePowers, readings, service.watts(now), now);
        facility.add(counted, 1, 1, 1, now);
        double airW = load.airW();
        double liquidW = load.liquidW();
        double liquid = liquidW <= 0 ? 0 : airW <= 0 ? 1 : cooling.liquidShare(now);
        double itLeft = 1;
        double coolingLeft = 1;
        double waterLeft = 1;
        for (Map.Entry<String, Heat> job : load.jobs().entrySet()) {
            Heat heat = job.getValue();
            double it = part(heat.airW() + heat.liquidW(), airW + liquidW);
            double air = part(heat.airW(), airW);
            double cool = liquid * part(heat.liquidW(), liquidW) + (1 - liquid) * air;
            running.computeIfAbsent(job.getKey(), ignored -> new Tally(before)).add(counted, it, cool, air, now);
            itLeft -= it;
            coolingLeft -= cool;
            waterLeft -= air;
        }
        jobs.add(counted, 1 - itLeft, 1 - coolingLeft, 1 - waterLeft, now);
        idle.add(counted, itLeft, coolingLeft, waterLeft, now);
        return end(load);
    }

    private static double part(double of, double whole) {
        return whole > 0 ? of / whole : 0;
    }

    private List<JobCost> end(LoadShares load) {
        List<JobCost> now = new ArrayList<>();
        running.entrySet().removeIf(job -> {
            if (load.jobs().containsKey(job.getKey())) {
                return false;
            }
            JobCost last = cost(job.getKey(), job.getValue(), false);
            ended.put(job.getKey(), last);
            now.add(last);
            return true;
        });
        while (ended.size() > MOST_ENDED) {
            ended.remove(ended.keySet().iterator().next());
        }
        return now;
    }

    private JobCost cost(String jobId, Tally tally, boolean runs) {
        return new JobCost(jobId, tally.from(), tally.to(), runs, tally.outlay(tariff));
    }

    /// What a job has taken so far; empty where it was never metered, or has ended long ago.
    public synchronized Optional<JobCost> cost(String jobId) {
        Tally tally = running.get(jobId);
        return tally == null ? Optional.ofNullable(ended.get(jobId)) : Optional.of(cost(jobId, tally, true));
    }

    /// All of it.
    public synchronized Ledger ledger() {
        List<JobCost> each = new ArrayList<>();
        running.forEach((job, tally) -> each.add(cost(job, tally, true)));
        return new Ledger(facility.from(), facility.to(), facility.outlay(tariff), jobs.outlay(tariff),
                idle.outlay(tariff), each);
    }
}
