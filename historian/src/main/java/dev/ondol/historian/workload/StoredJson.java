package dev.ondol.historian.workload;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import java.nio.charset.StandardCharsets;

/// Messages as text of a jsonb column.
final class StoredJson {
    private StoredJson() {}

    static String of(Object value) {
        return new String(JsonMessages.write(value), StandardCharsets.UTF_8);
    }

    static <T> T read(String body, Class<T> type) {
        try {
            return JsonMessages.read(body.getBytes(StandardCharsets.UTF_8), type);
        } catch (MalformedMessage e) {
            throw new IllegalStateException("A stored %s cannot be read.".formatted(type.getSimpleName()), e);
        }
    }
}
