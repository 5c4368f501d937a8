package dev.ondol.simulator.gateway;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointId;
import dev.ondol.gateway.Plant;
import dev.ondol.gateway.PlantAccount;
import dev.ondol.simulator.cluster.Cluster;
import dev.ondol.simulator.cluster.ClusterAccount;
import dev.ondol.simulator.facility.EnergyAccount;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.fault.FaultPlan;
import dev.ondol.simulator.fault.FaultsInForce;
import dev.ondol.simulator.run.Simulation;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// A facility and its cluster as one plant. Everything is done under one lock, [#relinquishAll] alone never waits for it:
/// where the scheduler waits for its placement API, the set-points are given back at the end of its tick, before anything
/// else is read, written or advanced; plant time stands until then. Thread-safe.
public final class SimulatedPlant implements Plant {
    private static final double STEP_S = 15;

    private final Facility facility;
    private final Cluster cluster;
    private final FaultsInForce faults;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean relinquishing = new AtomicBoolean();
    private volatile long timeMillis;
    private volatile boolean networkLost;

    /// A plant in which nothing breaks.
    public SimulatedPlant(Facility facility, Cluster cluster) {
        this(facility, cluster, new FaultsInForce(FaultPlan.NONE, facility, 0));
    }

    /// The plant of a scenario, whose clock is turned by the gateway from now on.
    public SimulatedPlant(Simulation simulation) {
        this(simulation.facility(), simulation.cluster(), simulation.faults());
    }

    /// @param faults of this facility; a lost network cuts the gateway off, its readings stay
    public SimulatedPlant(Facility facility, Cluster cluster, FaultsInForce faults) {
        this.facility = facility;
        this.cluster = cluster;
        this.faults = faults;
        faults.behindGateway();
        timeMillis = facility.time();
    }

    @Override
    public long time() {
        return timeMillis;
    }

    /// Steps of 15 s; what is left under a second is left for the next time.
    @Override
    public void advance(long toMillis) {
        alone(() -> {
            double leftS = (toMillis - facility.time()) / 1_000.0;
            while (leftS >= 1) {
                faults.advance();
                facility.step(Math.min(leftS, STEP_S));
                leftS = (toMillis - facility.time()) / 1_000.0;
            }
            networkLost = faults.networkLost();
            timeMillis = facility.time();
            return timeMillis;
        });
    }

    @Override
    public void tickScheduler(long plantMillis) {
        alone(() -> {
            cluster.tick(plantMillis);
            return plantMillis;
        });
    }

    @Override
    public Map<PointId, Double> readings(Collection<Point> points) {
        return alone(() -> {
            Map<PointId, Double> readings = new LinkedHashMap<>();
            for (Point point : points) {
                double reading = facility.reading(point.id());
                if (Double.isFinite(reading)) {
                    readings.put(point.id(), reading);
                }
            }
            return readings;
        });
    }

    @Override
    public boolean write(PointId point, double value) {
        return alone(() -> facility.write(point, value));
    }

    @Override
    public double setpoint(PointId point) {
        return alone(() -> facility.setpoint(point));
    }

    @Override
    public void relinquish(PointId point) {
        alone(() -> {
            facility.relinquish(point);
            return point;
        });
    }

    @Override
    public void relinquishAll() {
        relinquishing.set(true);
        if (lock.tryLock()) {
            try {
                giveBack();
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public boolean networkLost() {
        return networkLost;
    }

    @Override
    public boolean simulated() {
        return true;
    }

    @Override
    public PlantAccount account() {
        return alone(() -> {
            EnergyAccount energy = facility.energy();
            ClusterAccount jobs = cluster.account();
            ClusterAccount.ClassCounts all = jobs.all();
            return new PlantAccount(energy.itKwh(), energy.facilityKwh(), energy.coolingKwh(), energy.maxInletC(),
                    all.submitted(), all.started(), all.finished());
        });
    }

    /// Runs the work under the lock, after whatever was to be given back before it.
    private <T> T alone(Supplier<T> work) {
        lock.lock();
        try {
            giveBack();
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private void giveBack() {
        if (relinquishing.getAndSet(false)) {
            facility.relinquishAll();
        }
    }
}
