package dev.ondol.dashboards.live;

import java.util.Map;

/// Something that was done, as a code with parameters; the browser makes the sentence in the operator's language.
///
/// @param plant  plant time in milliseconds; 0 before the clock is known
/// @param wall   wall time in milliseconds
/// @param code   for example "mode-changed", "plan-carried-out"
/// @param params values for the sentence
public record Happening(long plant, long wall, String code, Map<String, String> params) {
    public Happening {
        params = Map.copyOf(params);
    }
}
