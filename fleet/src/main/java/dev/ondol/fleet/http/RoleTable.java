package dev.ondol.fleet.http;

import static dev.ondol.fleet.http.Permission.SCHEDULER;
import static dev.ondol.fleet.http.Permission.VIEWER;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What each route asks of whoever calls it. A route that does not stand here is closed to everyone.
final class RoleTable {
    /// One route.
    ///
    /// @param path       as the router writes it: `:id` stands for one segment
    /// @param permission what it asks; null: open to everyone
    record Rule(String method, String path, @Nullable Permission permission) {}

    static final List<Rule> RULES = List.of(new Rule("GET", "/health", null), new Rule("GET", "/openapi.yaml", null),
            new Rule("POST", "/api/v1/placements", SCHEDULER), new Rule("GET", "/api/v1/placements/:id", VIEWER),
            new Rule("GET", "/api/v1/placements/:id/explanation", VIEWER),
            new Rule("GET", "/api/v1/placements/:id/sites", VIEWER),
            new Rule("DELETE", "/api/v1/placements/:id", SCHEDULER),
            new Rule("POST", "/api/v1/placements/:id/events", SCHEDULER),
            new Rule("GET", "/api/v1/sites", VIEWER));

    private RoleTable() {}

    /// The rule of a request; empty where there is none.
    static Optional<Rule> rule(String method, String path) {
        return RULES.stream().filter(rule -> rule.method.equals(method) && matches(rule.path, path)).findFirst();
    }

    private static boolean matches(String rule, String path) {
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
