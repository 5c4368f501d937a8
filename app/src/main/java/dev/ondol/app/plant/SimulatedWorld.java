package dev.ondol.app.plant;

import dev.ondol.app.config.UserError;
import dev.ondol.facility.site.Site;
import dev.ondol.gateway.Plant;
import dev.ondol.gateway.ResumePoint;
import dev.ondol.simulator.cluster.Cluster;
import dev.ondol.simulator.cluster.RestPlacer;
import dev.ondol.simulator.control.GoodPracticeControl;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.fault.FaultPlan;
import dev.ondol.simulator.fault.FaultsInForce;
import dev.ondol.simulator.gateway.SimulatedPlant;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.workload.JobTrace;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Function;

/// The plant that stands behind a gateway where there is no real one, with its own local rules and its emulated cluster scheduler.
public record SimulatedWorld(Plant plant, RestPlacer scheduler) {
    /// What surrounds the plant.
    ///
    /// @param weather  outdoors
    /// @param workload jobs that arrive
    /// @param seed     of everything random
    /// @param faults   what breaks, given what can
    public record Surroundings(Weather weather, JobTrace workload, long seed, Function<Facility, FaultPlan> faults) {}

    /// @param start        plant time of the first instant, in milliseconds
    /// @param placementApi where its scheduler asks for places
    /// @throws UserError where weather, time or faults do not fit the site
    public static SimulatedWorld of(Site site, Surroundings around, long start, URI placementApi) {
        Facility facility = facility(site, around, start);
        RestPlacer scheduler = new RestPlacer(placementApi, UUID.randomUUID().toString(), InstantSource.system());
        Cluster cluster = new Cluster(facility.it(), around.workload(), scheduler);
        return new SimulatedWorld(new SimulatedPlant(facility, cluster, faults(around, facility)), scheduler);
    }

    /// Where the clock goes on that an earlier gateway of this folder has left, otherwise `first`.
    public static long resume(Path folder, Site site, long first) {
        return ResumePoint.read(folder, site.id()).map(ResumePoint::plant).orElse(first);
    }

    private static FaultsInForce faults(Surroundings around, Facility facility) {
        try {
            return new FaultsInForce(around.faults().apply(facility), facility, around.seed());
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    private static Facility facility(Site site, Surroundings around, long start) {
        try {
            return new Facility(site, new GoodPracticeControl(), around.weather(), start, around.seed());
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }
}
