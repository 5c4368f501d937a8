package dev.ondol.app.demo;

import dev.ondol.app.config.UserError;
import dev.ondol.gateway.Plant;
import dev.ondol.gateway.ResumePoint;
import dev.ondol.simulator.cluster.Cluster;
import dev.ondol.simulator.cluster.RestPlacer;
import dev.ondol.simulator.control.GoodPracticeControl;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.fault.FaultsInForce;
import dev.ondol.simulator.gateway.SimulatedPlant;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;

/// The plant that stands behind the gateway of a demo, with its own local rules and its emulated cluster scheduler.
///
record SimulatedWorld(Plant plant, RestPlacer scheduler) {
    static SimulatedWorld of(DemoOptions options, Path data, URI placementApi) {
        long start = options.startAsked()
                ? options.start()
                : ResumePoint.read(data.resolve("gateway"), options.site().id()).map(ResumePoint::plant)
                        .orElse(options.start());
        Facility facility = facility(options, start);
        RestPlacer scheduler = new RestPlacer(placementApi, UUID.randomUUID().toString(), InstantSource.system());
        Cluster cluster = new Cluster(facility.it(), options.workload(), scheduler);
        return new SimulatedWorld(new SimulatedPlant(facility, cluster, faults(options, facility)), scheduler);
    }

    private static FaultsInForce faults(DemoOptions options, Facility facility) {
        try {
            return new FaultsInForce(options.faults().apply(facility), facility, options.seed());
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    private static Facility facility(DemoOptions options, long start) {
        try {
            return new Facility(options.site(), new GoodPracticeControl(), options.weather(), start, options.seed());
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }
}
