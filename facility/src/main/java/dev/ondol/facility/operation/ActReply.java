package dev.ondol.facility.operation;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;

/// The answer to an [OperatorAct].
///
/// @param id     the act
/// @param status as of HTTP: 200, 404, 409, 422
/// @param code   `done`, or why not
/// @param detail for people; may be empty
/// @param now    what it was about as it is now, as JSON in a text; null where it is gone
public record ActReply(String id, int status, String code, String detail,
        @JsonSetter(nulls = Nulls.SET) @Nullable String now) {
    public static ActReply refused(OperatorAct act, int status, String code, String detail) {
        return new ActReply(act.id(), status, code, detail, null);
    }
}
