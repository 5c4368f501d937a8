package dev.ondol.app.management;

import dev.ondol.fleet.FleetRole;
import dev.ondol.fleet.view.SiteRow;
import dev.ondol.historian.DiskGuard;
import dev.ondol.historian.Historian;
import dev.ondol.ingest.FrameRelay;
import dev.ondol.ingest.IngestRole;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What `/health` says, in the form of the draft `application/health+json` (draft-inadarei-api-health-check-06).
///
/// @param status    `pass`, `warn` or `fail`: the worst of the checks
/// @param serviceId for example `ondol-ingest-kr-hn1`
/// @param checks    by what is looked at
public record Health(String status, String version, String serviceId, Map<String, List<Check>> checks) {
    /// @param componentType `datastore`, `system` or `component`
    /// @param observedValue for people and programs
    /// @param output        what to do about it; empty where nothing is wrong
    public record Check(String status, String componentType, Object observedValue, String time, String output) {}

    private static final List<String> FROM_GOOD_TO_BAD = List.of("pass", "warn", "fail");
    /// Plant time, in milliseconds.
    private static final long LAG_WARNING = 300_000;

    /// Of ingest at this moment.
    public static Health ofIngest(String site, IngestRole role, Historian historian, Clock wall) {
        Map<String, List<Check>> checks = new LinkedHashMap<>();
        String now = wall.instant().toString();
        boolean connected = role.connected();
        checks.put("broker:connected", List.of(new Check(connected ? "pass" : "fail", "component", connected, now,
                connected
                        ? ""
                        : "The broker, or Kafka where frames come through it, does not answer. Nothing is lost.")));
        boolean storing = role.storing();
        checks.put("database:storing", List.of(new Check(storing ? "pass" : "fail", "datastore", storing, now,
                storing ? "" : "Nothing is stored; frames wait in the broker. The log tells why.")));
        historian.disk().ifPresent(state -> checks.put("database:disk", List.of(disk(state, now))));
        long lag = role.statistics().lagMillis().orElse(0);
        checks.put("ingest:lag", List.of(new Check(lag < LAG_WARNING ? "pass" : "warn", "component", lag, now,
                lag < LAG_WARNING ? "" : "The newest reading stored is this many plant milliseconds behind.")));
        return of("ondol-ingest-" + site, checks);
    }

    /// Of the relay between broker and Kafka at this moment.
    public static Health ofRelay(String site, FrameRelay relay, Clock wall) {
        Map<String, List<Check>> checks = new LinkedHashMap<>();
        String now = wall.instant().toString();
        boolean connected = relay.connected();
        checks.put("broker:connected", List.of(new Check(connected ? "pass" : "fail", "component", connected, now,
                connected ? "" : "The broker does not answer; frames wait in the outbox of the gateways.")));
        boolean working = relay.working();
        checks.put("kafka:working", List.of(new Check(working ? "pass" : "fail", "datastore", working, now,
                working ? "" : "Kafka does not take frames; they wait in the broker. The log tells why.")));
        return of("ondol-relay-" + site, checks);
    }

    /// Of the front of a fleet at this moment. A site that is away is no failure of the front.
    public static Health ofFleet(FleetRole role, Clock wall) {
        Map<String, List<Check>> checks = new LinkedHashMap<>();
        String now = wall.instant().toString();
        for (SiteRow row : role.sites()) {
            checks.put("site:" + row.site(), List.of(new Check(row.state() == SiteRow.State.HERE ? "pass" : "warn",
                    "component", row.state(), now, row.why())));
        }
        return of("ondol-fleet", checks);
    }

    private static Check disk(DiskGuard.State state, String now) {
        return switch (state) {
            case ROOMY -> new Check("pass", "system", state, now, "");
            case LOW -> new Check("warn", "system", state, now, "Make room, or keep less history.");
            case FULL -> new Check("fail", "system", state, now, "Make room: nothing is stored.");
        };
    }

    static Health of(String serviceId, Map<String, List<Check>> checks) {
        int worst = checks.values().stream().flatMap(List::stream)
                .mapToInt(check -> FROM_GOOD_TO_BAD.indexOf(check.status())).max().orElse(0);
        return new Health(FROM_GOOD_TO_BAD.get(worst), "1", serviceId, checks);
    }

    /// 503 where something fails, else 200.
    int httpStatus() {
        return status.equals("fail") ? 503 : 200;
    }
}
