package dev.ondol.optimizer.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/// The document of the API, to which what goes over the wire is held.
final class Contract {
    private static final JsonSchemaOptions OPTIONS = new JsonSchemaOptions().setBaseUri("app://ondol/")
            .setDraft(Draft.DRAFT202012).setOutputFormat(OutputFormat.Basic);

    private final JsonObject document;
    private final SchemaRepository repository = SchemaRepository.create(OPTIONS);
    private final Map<String, Validator> schemas = new HashMap<>();

    Contract() {
        try (InputStream in = Objects.requireNonNull(Contract.class.getResourceAsStream("openapi.yaml"))) {
            document = new JsonObject(new Yaml().<Map<String, Object>>load(in));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Whether the document is OpenAPI at all. The reader knows neither problem+json nor YAML nor event streams as media types.
    void check(Vertx vertx) throws Exception {
        JsonObject known = new JsonObject(document.encode().replace("application/problem+json", "application/json")
                .replace("application/yaml", "text/plain").replace("text/event-stream", "text/plain"));
        OpenAPIContract.from(vertx, known).toCompletionStage().toCompletableFuture().get(60,
                TimeUnit.SECONDS);
    }

    /// Holds one answer to the document, and its request where it was carried out.
    void check(String method, String path, byte[] request, int status, String type, byte[] response) {
        JsonObject operation = operation(method, path);
        if (operation == null) {
            assertThat(status).as("%s %s is not in the document", method, path).isBetween(404, 405);
            return;
        }
        String call = "%s %s -> %d".formatted(method, path, status);
        JsonObject told = Objects.requireNonNull(resolved(operation.getJsonObject("responses").getJsonObject(String
                .valueOf(status))), () -> call + " is not in the document");
        if (status == 204) {
            assertThat(response).isEmpty();
        } else {
            JsonObject media = told.getJsonObject("content").getJsonObject(type);
            assertThat(media).as("%s with %s is in the document", call, type).isNotNull();
            if (type.endsWith("json")) {
                hold(call, media.getJsonObject("schema"), response);
            }
        }
        JsonObject body = operation.getJsonObject("requestBody");
        if (status < 300 && body != null) {
            hold("The request of " + call, body.getJsonObject("content").getJsonObject("application/json")
                    .getJsonObject("schema"), request);
        }
    }

    private void hold(String what, JsonObject schema, byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        OutputUnit outcome = schemas.computeIfAbsent(schema.encode(), this::validator).validate(Json.decodeValue(
                text));
        assertThat(outcome.getValid()).as("%s: %s of %s", what, outcome.getErrors(), text).isTrue();
    }

    /// A schema stands by itself once the components are its own definitions.
    private Validator validator(String schema) {
        String id = "app://ondol/" + schemas.size();
        String whole = new JsonObject().put("$id", id).put("allOf", new JsonArray().add(new JsonObject(schema))).put(
                "$defs", document.getJsonObject("components").getJsonObject("schemas")).encode().replace(
                        "#/components/schemas/", "#/$defs/");
        repository.dereference(id, JsonSchema.of(new JsonObject(whole)));
        return repository.validator(id);
    }

    private @Nullable JsonObject operation(String method, String path) {
        String plain = path.replaceFirst("\\?.*", "");
        for (String template : document.getJsonObject("paths").fieldNames()) {
            if (plain.matches(template.replaceAll("\\{[^}]+\\}", "[^/]+"))) {
                JsonObject found = document.getJsonObject("paths").getJsonObject(template).getJsonObject(method
                        .toLowerCase(java.util.Locale.ROOT));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private @Nullable JsonObject resolved(@Nullable JsonObject of) {
        String ref = of == null ? null : of.getString("$ref");
        return ref == null
                ? of
                : document.getJsonObject("components").getJsonObject("responses").getJsonObject(ref.substring(ref
                        .lastIndexOf('/') + 1));
    }
}
