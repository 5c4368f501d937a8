package dev.ondol.fleet.view;

import dev.ondol.fleet.site.Said;
import dev.ondol.fleet.site.SiteLine;
import dev.ondol.fleet.view.SiteRow.Now;
import dev.ondol.fleet.view.SiteRow.Reading;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a site's dashboard says of itself, picked out of its answers. A site of another version may say less; nothing is made up.
final class Account {
    private static final long HOUR_MS = 3_600_000;

    private Account() {}

    /// @param overview answer of GET /api/v1/overview
    /// @return null where that is none
    static @Nullable Now of(Buffer overview, SiteLine line, Duration patience) {
        JsonObject told = json(overview);
        if (told == null) {
            return null;
        }
        Long plant = whole(told, "/clock/plant");
        JsonObject alarms = read(line, "/api/v1/alarms", patience);
        JsonObject energy = plant == null
                ? new JsonObject()
                : read(line, "/api/v1/energy?from=%d&to=%d".formatted(plant, plant + HOUR_MS), patience);
        return new Now(plant, text(told, "/feed/state"), text(told, "/control/mode"), at(told,
                "/control/alive") instanceof Boolean alive ? alive : null, reading(told, "/figures/facilityKw"),
                reading(told, "/figures/itKw"), reading(told, "/figures/pue"), number(energy,
                        "/market/0/carbonKgPerKwh"),
                number(energy, "/market/0/pricePerKwh"), text(energy, "/currency"), whole(alarms, "/counts/active"),
                whole(alarms, "/counts/high"), whole(told, "/figures/gpus/total"), number(told, "/figures/gpus/free"),
                whole(told, "/plan/solve/queued"));
    }

    private static JsonObject read(SiteLine line, String path, Duration patience) {
        JsonObject told = line.read(path, patience) instanceof Said.Answered answered && answered.well()
                ? json(answered.body())
                : null;
        return told == null ? new JsonObject() : told;
    }

    private static @Nullable JsonObject json(Buffer body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException e) {
            return null;
        }
    }

    private static Reading reading(JsonObject of, String path) {
        String state = text(of, path + "/state");
        return new Reading(number(of, path + "/value"), state == null ? "MISSING" : state, whole(of, path + "/ageMs"));
    }

    private static @Nullable Object at(JsonObject of, String path) {
        return JsonPointer.from(path).queryJson(of);
    }

    private static @Nullable String text(JsonObject of, String path) {
        return at(of, path) instanceof String text ? text : null;
    }

    private static @Nullable Long whole(JsonObject of, String path) {
        return at(of, path) instanceof Number number ? Long.valueOf(number.longValue()) : null;
    }

    private static @Nullable Double number(JsonObject of, String path) {
        return at(of, path) instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
    }
}
