package dev.ondol.app.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// Something that can be replayed; its components are the keys of the JSON.
///
/// @param id   `historian`, `scenario/NAME` or `file/NAME`
/// @param from first plant time that it has, ms; absent where that could not be read
/// @param to   after the last
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordedSource(String id, @Nullable Long from, @Nullable Long to) {
    static final String HISTORIAN = "historian";
    static final String SCENARIO = "scenario/";
    static final String FILE = "file/";
}
