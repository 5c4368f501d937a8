package dev.ondol.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.reading.ReceivedFrame;
import dev.ondol.historian.rollup.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Every query of the dashboards in integrations/grafana, as the role that reads views and nothing else.
@ParameterizedClass
@EnumSource(value = TestDatabase.class, names = {"TIMESCALEDB_APACHE", "POSTGRESQL"})
class GrafanaIT {
    private static final Path GRAFANA = Path.of("..", "integrations", "grafana");
    private static final String FROM = "2026-01-01T00:00:00Z";
    private static final String TO = "2026-01-01T06:00:00Z";
    private static final long T = 1_767_225_600_000L;
    private static final AtomicInteger SITES = new AtomicInteger();
    private static final PointCatalog CATALOG = PointCatalog.of(SiteReader.builtIn("kr-hn1").orElseThrow());

    private final String site = "grafana-" + SITES.incrementAndGet();
    private final Historian historian;

    GrafanaIT(TestDatabase kind) {
        historian = kind.shared();
    }

    private record Query(String name, String format, String sql) {}

    @TestFactory
    Stream<DynamicTest> everyPanelHasRows() throws Exception {
        fill();
        String reader = Files.readString(GRAFANA.resolve("reader.sql"));
        historian.database().transaction(connection -> run(connection, reader));
        List<Query> queries = queries();
        assertThat(queries).hasSizeGreaterThan(20);
        return queries.stream().map(query -> dynamicTest(query.name(), () -> ask(query)));
    }

    private void ask(Query query) {
        int rows = historian.database().transaction(connection -> {
            run(connection, "SET LOCAL ROLE ondol_reader");
            try (Statement select = connection.createStatement(); ResultSet found = select.executeQuery(query.sql())) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    columns.add(found.getMetaData().getColumnLabel(i));
                }
                if (query.format().equals("time_series")) {
                    assertThat(columns).contains("time");
                }
                int count = 0;
                while (found.next()) {
                    assertThat(found.getObject(1)).as("first column").isNotNull();
                    count++;
                }
                return count;
            }
        });
        assertThat(rows).as(query.sql()).isPositive();
    }

    private static boolean run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    private List<Query> queries() throws Exception {
        List<Query> queries = new ArrayList<>();
        try (Stream<Path> files = Files.list(GRAFANA.resolve("dashboards"))) {
            for (Path file : files.sorted().toList()) {
                JsonNode board = JsonMessages.read(Files.readAllBytes(file), JsonNode.class);
                board.at("/panels").forEach(panel -> panel.at("/targets").forEach(target -> queries.add(new Query(file
                        .getFileName() + ": " + panel.at("/title").asText(), target.at("/format").asText(), expanded(
                                target.at("/rawSql").asText())))));
                board.at("/templating/list")
                        .forEach(variable -> queries.add(new Query(file.getFileName() + ": $" + variable
                                .at("/name").asText(), "table", expanded(variable.at("/query").asText()))));
            }
        }
        return queries;
    }

    /// As Grafana's PostgreSQL data source does; a macro that is not known here stays and fails.
    private String expanded(String sql) {
        return sql.replaceAll("\\$__timeFilter\\((\\w+)\\)", "$1 BETWEEN '" + FROM + "' AND '" + TO + "'")
                .replace("$site", site);
    }

    /// Six hours of every point, and one that nobody knows.
    private void fill() throws IOException {
        historian.register(site, CATALOG.all());
        for (String source : CATALOG.sources()) {
            List<ReceivedFrame> frames = new ArrayList<>();
            for (int quarter = 0; quarter < 24; quarter++) {
                Map<PointId, Double> values = new HashMap<>();
                Map<PointId, String> quality = new HashMap<>();
                for (Point point : CATALOG.ofSource(source)) {
                    if (!point.id().equipment().startsWith("node-")) {
                        values.put(point.id(), point.quantity() == Quantity.ACTIVE_ENERGY
                                ? 100.0 + quarter * 25
                                : Math
                                        .clamp(20, point.quantity().low(), point.quantity().high()));
                        if (quarter == 3 && point.quantity() == Quantity.DRY_BULB_TEMPERATURE) {
                            quality.put(point.id(), "suspect");
                        }
                    }
                }
                values.put(PointId.of("stranger-" + source + "/active-power"), 1.0);
                frames.add(new ReceivedFrame(source, new Frame("b", quarter + 1L, T + quarter * 900_000L, values,
                        quality), new byte[0], T, OptionalLong.empty()));
            }
            historian.frames(site).write(frames);
        }
        historian.upkeep(Retention.FOREVER).run();
    }
}
