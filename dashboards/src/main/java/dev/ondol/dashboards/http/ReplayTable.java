package dev.ondol.dashboards.http;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.dashboards.http.Archive.Unavailable;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A replay as CSV: what was recorded and simulated, by slot and point.
final class ReplayTable {
    /// What of a result says where its lines lie.
    private record Found(@JsonSetter(nulls = Nulls.SET) @Nullable Slots slots) {}

    private record Slots(long start, long slotMs, int slots) {}

    private record Line(String point, String unit,
            @JsonSetter(contentNulls = Nulls.SET) List<@Nullable Double> recorded,
            @JsonSetter(contentNulls = Nulls.SET) List<@Nullable Double> simulated,
            @JsonSetter(nulls = Nulls.SET, contentNulls = Nulls.SET) @Nullable List<@Nullable Double> otherwise) {}

    private ReplayTable() {}

    /// Empty where there is no result.
    static Optional<String> csv(ReplayDesk desk, long id) throws Unavailable {
        Optional<String> result = desk.result(id);
        if (result.isEmpty()) {
            return Optional.empty();
        }
        Slots slots = read(result.get(), Found.class).slots;
        if (slots == null) {
            return Optional.empty(); // it was asked for a plan
        }
        StringBuilder csv = new StringBuilder("time,point,unit,recorded,simulated,otherwise\n");
        for (String point : desk.points(id)) {
            desk.line(id, point).ifPresent(line -> rows(csv, slots, read(line, Line.class)));
        }
        return Optional.of(csv.toString());
    }

    private static void rows(StringBuilder csv, Slots slots, Line line) {
        List<@Nullable Double> otherwise = line.otherwise;
        for (int i = 0; i < slots.slots; i++) {
            csv.append(Instant.ofEpochMilli(slots.start + i * slots.slotMs)).append(',').append(line.point).append(',')
                    .append(line.unit).append(',').append(cell(line.recorded.get(i))).append(',').append(cell(
                            line.simulated.get(i)))
                    .append(',').append(otherwise == null ? "" : cell(otherwise.get(i))).append('\n');
        }
    }

    private static String cell(@Nullable Double value) {
        return value == null ? "" : value.toString();
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return JsonMessages.read(json.getBytes(StandardCharsets.UTF_8), type);
        } catch (MalformedMessage e) {
            throw new IllegalStateException("What a replayer has stored cannot be read.", e);
        }
    }
}
