package dev.ondol.facility.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;

/// What an operator does with his own hands, published on `.../intervention/{id}`. The plant's gateway obeys and answers overrides and
/// releases, control answers lockouts and returns; both on `.../reply/{id}`.
///
/// @param id        unique name of the request; the answer carries the same
/// @param action    what is done
/// @param target    a set-point for overrides, a unit for lockouts
/// @param value     of an override, in the unit of the set-point; absent for other actions
/// @param seconds   wall time for which an override holds; absent: until it is released
/// @param principal who does it
/// @param wall      wall time in milliseconds since 1970-01-01T00:00Z
/// @param reason    in the operator's words; may be empty
public record Intervention(String id, Action action, String target,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Double value,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Long seconds,
        String principal, long wall, String reason) {
    /// What an operator can do.
    public enum Action {
        /// Hold a set-point at a value, above everything but the plant's interlocks.
        OVERRIDE,
        /// Let go of a set-point.
        RELEASE,
        /// Take a unit out of service, for maintenance.
        LOCK_OUT,
        /// Give a unit back.
        RETURN;

        /// True where the plant's gateway answers, false where control does.
        public boolean atThePlant() {
            return this == OVERRIDE || this == RELEASE;
        }
    }
}
