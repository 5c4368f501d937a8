package dev.ondol.controllers.alarm;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What somebody sees of the condition of an alarm at an instant. Who sees nothing gives no sign, and the alarm stays as it is.
///
/// @param definition which alarm
/// @param source     what it is about
/// @param scope      hall, or `site`
/// @param present    whether the condition holds
/// @param value      the number that is judged; null where there is none
/// @param params     for the sentence
public record Sign(String definition, String source, String scope, boolean present, @Nullable Double value,
        Map<String, String> params) {
    public static final String SITE = "site";

    /// About something that has no number.
    public static Sign of(String definition, String source, String scope, boolean present) {
        return new Sign(definition, source, scope, present, null, Map.of());
    }
}
