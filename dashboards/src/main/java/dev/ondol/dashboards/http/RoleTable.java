package dev.ondol.dashboards.http;

import static dev.ondol.dashboards.access.Permission.ADMINISTER;
import static dev.ondol.dashboards.access.Permission.ENGINEER;
import static dev.ondol.dashboards.access.Permission.OPERATE;
import static dev.ondol.dashboards.access.Permission.READ;
import static dev.ondol.dashboards.access.Permission.SCHEDULE;

import dev.ondol.dashboards.access.Permission;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What each route asks of whoever calls it. A route that does not stand here is closed to everyone: who adds one adds a line.
final class RoleTable {
    /// One route.
    ///
    /// @param path       as the router writes it: `:id` stands for one segment, a slash at the end for all that follow
    /// @param permission what it asks; null: open to everyone, before sign-in too
    record Rule(String method, String path, @Nullable Permission permission) {}

    static final List<Rule> RULES = List.of(
            open("GET", "/"), open("GET", "/thermal"), open("GET", "/cooling"), open("GET", "/workloads"),
            open("GET", "/energy"), open("GET", "/alarms"), open("GET", "/access"), open("GET", "/report"),
            open("GET", "/replay"), open("GET", "/fleet"),
            open("GET", "/health"),
            open("GET", "/openapi.yaml"),
            open("GET", "/favicon.ico"),
            open("GET", "/assets/"), open("GET", "/lib/"),
            open("GET", "/api/v1/session"), open("POST", "/api/v1/session"), open("POST", "/api/v1/session/first"),
            open("GET", "/api/v1/session/oidc"), open("GET", "/api/v1/session/oidc/back"),
            new Rule("DELETE", "/api/v1/session", READ),
            new Rule("GET", "/api/v1/tokens", ADMINISTER), new Rule("POST", "/api/v1/tokens", ADMINISTER),
            new Rule("DELETE", "/api/v1/tokens/:id", ADMINISTER),
            new Rule("GET", "/api/v1/overview", READ), new Rule("GET", "/api/v1/live", READ),
            new Rule("GET", "/api/v1/live/events", READ), new Rule("GET", "/api/v1/series", READ),
            new Rule("GET", "/api/v1/points", READ), new Rule("GET", "/api/v1/plan", READ),
            new Rule("GET", "/api/v1/alarms", READ), new Rule("GET", "/api/v1/alarms/definitions", READ),
            new Rule("GET", "/api/v1/alarms/history", READ), new Rule("POST", "/api/v1/alarms/ack", OPERATE),
            new Rule("POST", "/api/v1/alarms/:id/ack", OPERATE), new Rule("POST", "/api/v1/alarms/:id/shelve", OPERATE),
            new Rule("POST", "/api/v1/alarms/:id/unshelve", OPERATE),
            new Rule("GET", "/api/v1/recommendations", READ),
            new Rule("POST", "/api/v1/recommendations/:id/approve", OPERATE),
            new Rule("POST", "/api/v1/recommendations/:id/override", OPERATE),
            new Rule("POST", "/api/v1/recommendations/:id/reject", OPERATE),
            new Rule("POST", "/api/v1/recommendations/:id/rollback", OPERATE),
            new Rule("POST", "/api/v1/zones/:zone/level", OPERATE),
            new Rule("GET", "/api/v1/shift-log", READ), new Rule("POST", "/api/v1/shift-log", OPERATE),
            new Rule("GET", "/api/v1/audit", READ), new Rule("GET", "/api/v1/audit/verify", READ),
            new Rule("GET", "/api/v1/audit/export", READ), new Rule("GET", "/api/v1/audit/:seq", READ),
            new Rule("GET", "/api/v1/savings", READ), new Rule("GET", "/api/v1/savings/:meter", READ),
            new Rule("GET", "/api/v1/replays", READ), new Rule("POST", "/api/v1/replays", ENGINEER),
            new Rule("GET", "/api/v1/replays/kept", READ),
            new Rule("GET", "/api/v1/replays/:id", READ), new Rule("DELETE", "/api/v1/replays/:id", ENGINEER),
            new Rule("GET", "/api/v1/replays/:id/line", READ), new Rule("GET", "/api/v1/replays/:id/replay.json", READ),
            new Rule("GET", "/api/v1/replays/:id/replay.csv", READ),
            new Rule("GET", "/api/v1/replays/:id/report.html", READ),
            new Rule("GET", "/api/v1/recordings", READ), new Rule("PUT", "/api/v1/recordings/:name", ENGINEER),
            new Rule("DELETE", "/api/v1/recordings/:name", ENGINEER),
            new Rule("GET", "/api/v1/recordings/:name/mapping", READ),
            new Rule("PUT", "/api/v1/recordings/:name/mapping", ENGINEER),
            new Rule("GET", "/api/v1/cooling", READ), new Rule("GET", "/api/v1/energy", READ),
            new Rule("GET", "/api/v1/report", READ), new Rule("GET", "/api/v1/report.csv", READ),
            new Rule("GET", "/api/v1/thermal/history", READ), new Rule("GET", "/api/v1/thermal/age", READ),
            new Rule("GET", "/api/v1/cooling/history", READ), new Rule("POST", "/api/v1/requests", OPERATE),
            new Rule("GET", "/api/v1/overrides", READ), new Rule("POST", "/api/v1/overrides", OPERATE),
            new Rule("DELETE", "/api/v1/overrides/:equipment/:quantity", OPERATE),
            new Rule("GET", "/api/v1/lockouts", READ), new Rule("POST", "/api/v1/lockouts", OPERATE),
            new Rule("DELETE", "/api/v1/lockouts/:unit", OPERATE),
            new Rule("GET", "/api/v1/plan/explanation", READ), new Rule("GET", "/api/v1/plan/alternatives", READ),
            new Rule("GET", "/api/v1/plan/weights", READ), new Rule("PUT", "/api/v1/plan/weights", ENGINEER),
            new Rule("GET", "/api/v1/costs", READ), new Rule("GET", "/api/v1/jobs/:id/cost", READ),
            new Rule("GET", "/api/v1/jobs/service-levels", READ), new Rule("GET", "/api/v1/fleet", READ),
            new Rule("PUT", "/api/v1/jobs", SCHEDULE),
            new Rule("POST", "/api/v1/placements", SCHEDULE), new Rule("GET", "/api/v1/placements", READ),
            new Rule("GET", "/api/v1/placements/:id/explanation", READ),
            new Rule("GET", "/api/v1/placements/:id", READ),
            new Rule("DELETE", "/api/v1/placements/:id", SCHEDULE),
            new Rule("POST", "/api/v1/placements/:id/events", SCHEDULE));

    private RoleTable() {}

    /// The rule of a request; empty where there is none.
    static Optional<Rule> rule(String method, String path) {
        return RULES.stream().filter(rule -> rule.method.equals(method) && matches(rule.path, path)).findFirst();
    }

    private static Rule open(String method, String path) {
        return new Rule(method, path, null);
    }

    private static boolean matches(String rule, String path) {
        if (rule.endsWith("/")) {
            return rule.length() == 1 ? path.equals(rule) : path.startsWith(rule);
        }
        String[] wanted = rule.split("/", -1);
        String[] given = path.split("/", -1);
        if (wanted.length != given.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            boolean any = wanted[i].startsWith(":") && !given[i].isEmpty();
            if (!any && !wanted[i].equals(given[i])) {
                return false;
            }
        }
        return true;
    }
}
