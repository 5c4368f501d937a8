package dev.ondol.app.cli;

import dev.ondol.app.role.RoleName;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// Which roles of a demo run as processes of their own.
final class SeparateRoles {
    private static final String ALL = Arrays.stream(RoleName.values()).map(RoleName::word).collect(Collectors.joining(
            ", "));

    @Option(names = "--without", paramLabel = "ROLE", split = ",", description = "Leave roles (ingest, optimize, control, dashboard) to processes of their own, such as ./ondol ingest; needs --broker URL and --database URL.")
    private List<String> without = List.of();

    @Option(names = "--placement-api", paramLabel = "URL", defaultValue = "http://127.0.0.1:8081", description = "Where ./ondol optimize answers, with --without optimize (default: ${DEFAULT-VALUE}).")
    private URI placementApi = URI.create("http://127.0.0.1:8081");

    /// @throws WrongUsage where a word is no role, or others could not reach what the demo brings along
    Set<RoleName> read(String broker, String database) {
        Set<RoleName> roles = EnumSet.noneOf(RoleName.class);
        for (String word : without) {
            roles.add(RoleName.of(word).orElseThrow(
                    () -> new WrongUsage("--without (%s) must be of %s.".formatted(word, ALL))));
        }
        if (!roles.isEmpty() && (broker.equals("embedded") || !database.startsWith("jdbc:"))) {
            throw new WrongUsage(
                    "--without needs --broker URL and --database URL: the other processes must reach the same ones.");
        }
        return roles;
    }

    URI placementApi() {
        return placementApi;
    }
}
