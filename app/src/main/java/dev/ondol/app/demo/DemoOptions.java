package dev.ondol.app.demo;

import dev.ondol.app.role.RoleName;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.plan.Weights;
import dev.ondol.facility.site.Site;
import dev.ondol.messaging.tls.BrokerTls;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.fault.FaultPlan;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.workload.JobTrace;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What a demo is to run.
///
/// @param site      the data center
/// @param siteText  YAML that it was read from
/// @param weather   outdoors
/// @param workload  jobs that arrive
/// @param start     plant time of the first instant, in milliseconds; kept data that lie later win unless `startAsked`
/// @param startAsked true where the operator named the first hour
/// @param seed      of everything random
/// @param mode      AUTO or SHADOW
/// @param hours     plant hours after which it ends; absent: runs until it is closed
/// @param speed     plant seconds a second; not used where hours are given (lock-step)
/// @param port      of the dashboard; absent: 8080, or a free one where hours are given
/// @param database  `auto`, `embedded` or a JDBC URL
/// @param broker    `embedded` or an MQTT URL
/// @param brokerTls whom to trust and what to show at an external broker
/// @param frames    how the gateway writes its frames
/// @param management port of metrics and health; absent: 9090, or a free one where hours or the port of the dashboard are given
/// @param without   roles that run as processes of their own
/// @param placementApi where the placement API is if the optimizer is such a process
/// @param weights   what plans are to save
/// @param faults    what breaks, given what can
public record DemoOptions(Site site, String siteText, Weather weather, JobTrace workload, long start,
        boolean startAsked, long seed,
        Mode mode, Optional<Integer> hours, double speed, Optional<Integer> port, String database,
        String broker, Optional<BrokerTls> brokerTls, FrameCodec frames, Optional<Integer> management,
        Set<RoleName> without, URI placementApi,
        Weights weights,
        Function<Facility, FaultPlan> faults) {
    public boolean lockStep() {
        return hours.isPresent();
    }

    boolean runs(RoleName role) {
        return !without.contains(role);
    }
}
