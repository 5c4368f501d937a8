package dev.ondol.fleet.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.workload.Placement;
import dev.ondol.fleet.choice.SiteAnswer;
import dev.ondol.fleet.desk.Problem;
import dev.ondol.fleet.view.SiteRow;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// Holds the document of the API to the records and routes that there are.
class DocumentTest {
    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> of, String key) {
        return (Map<String, Object>) Objects.requireNonNull(of.get(key), key);
    }

    private static Map<String, Object> document() throws Exception {
        try (InputStream in = Objects.requireNonNull(FleetServer.class.getResourceAsStream("openapi.yaml"))) {
            return new Yaml().load(in);
        }
    }

    private static Stream<String> keys(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName);
    }

    @Test
    void everySchemaHasTheKeysOfItsRecord() throws Exception {
        Map<String, Object> schemas = map(map(document(), "components"), "schemas");
        for (Class<?> type : new Class<?>[]{SiteAnswer.class, SiteRow.class, SiteRow.Now.class, SiteRow.Reading.class,
                FleetServer.Health.class, Problem.class}) {
            assertThat(map(map(schemas, type.getSimpleName()), "properties").keySet()).as(type.getSimpleName())
                    .containsExactlyInAnyOrderElementsOf(keys(type).toList());
        }
        assertThat(map(map(schemas, "FleetPlacement"), "properties").keySet()).containsExactlyInAnyOrderElementsOf(
                Stream.concat(keys(Placement.class), Stream.of("site", "sites")).toList());
    }

    @Test
    void everyRouteStandsInTheDocumentAndInTheRoleTable() throws Exception {
        Set<String> told = new TreeSet<>();
        for (Map.Entry<String, Object> path : map(document(), "paths").entrySet()) {
            for (String method : map(map(document(), "paths"), path.getKey()).keySet()) {
                if (!method.equals("parameters")) {
                    told.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey().replace("{id}", ":id"));
                }
            }
        }
        assertThat(told).containsExactlyInAnyOrderElementsOf(RoleTable.RULES.stream().map(rule -> rule.method() + " "
                + rule.path()).toList());
        assertThat(new LinkedHashSet<>(told)).hasSize(RoleTable.RULES.size());
    }
}
