package dev.ondol.facility.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.facility.mapping.ForeignNames;
import dev.ondol.facility.point.PointId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A [Frame] as its JSON says it, whatever the names. Names come again in each frame, so each is taken apart once.
record NamedFrame(String boot, long seq, @JsonProperty("t") long time,
        @JsonProperty("v") @JsonSetter(contentNulls = Nulls.SKIP) Map<String, Double> values,
        @JsonProperty("q") @JsonSetter(nulls = Nulls.AS_EMPTY, contentNulls = Nulls.SKIP) Map<String, String> quality) {
    private static final int MOST_REMEMBERED = 100_000;
    private static final Map<String, Optional<PointId>> REMEMBERED = new ConcurrentHashMap<>();

    /// @throws IllegalArgumentException if a name is neither a point's nor one that others may give
    MixedFrame split() {
        Map<PointId, Double> ours = LinkedHashMap.newLinkedHashMap(values.size());
        List<ForeignReading> foreign = new ArrayList<>();
        values.forEach((name, value) -> point(name).ifPresentOrElse(point -> ours.put(point, value),
                () -> foreign.add(new ForeignReading(name, value, quality.get(name)))));
        Map<PointId, String> codes = LinkedHashMap.newLinkedHashMap(quality.size());
        quality.forEach((name, code) -> point(name).ifPresent(point -> codes.put(point, code)));
        return new MixedFrame(new Frame(boot, seq, time, ours, codes), foreign);
    }

    private static Optional<PointId> point(String name) {
        Optional<PointId> known = REMEMBERED.get(name);
        if (known != null) {
            return known;
        }
        int slash = name.indexOf('/');
        boolean ours = slash >= 0 && PointId.isName(name.substring(0, slash))
                && PointId.isName(name.substring(slash + 1));
        if (!ours && !ForeignNames.isLegal(name)) {
            throw new IllegalArgumentException(
                    "A name must have 1 to 200 characters and no control characters; one has %d."
                            .formatted(name.length()));
        }
        if (REMEMBERED.size() >= MOST_REMEMBERED) {
            REMEMBERED.clear();
        }
        Optional<PointId> point = ours ? Optional.of(PointId.of(name)) : Optional.empty();
        REMEMBERED.put(name, point);
        return point;
    }
}
