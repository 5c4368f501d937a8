package dev.ondol.client;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import org.jspecify.annotations.Nullable;

/// Why a request was refused, as application/problem+json says it (RFC 9457).
///
/// @param status HTTP status
/// @param code   stable, for programs; absent where a server between has answered
/// @param detail what is wrong
/// @param field  the key of the body, the parameter or the header that is wrong; absent where none is
/// @param remedy what the sender can do
public record Problem(int status, @JsonSetter(nulls = Nulls.SET) @Nullable String code,
        @JsonSetter(nulls = Nulls.SET) @Nullable String detail, @JsonSetter(nulls = Nulls.SET) @Nullable String field,
        @JsonSetter(nulls = Nulls.SET) @Nullable String remedy) {
    /// @param body whatever came with the status
    static Problem of(int status, byte[] body) {
        try {
            Problem told = JsonMessages.read(body, Problem.class);
            return new Problem(status, told.code, told.detail, told.field, told.remedy);
        } catch (MalformedMessage e) {
            return new Problem(status, null, null, null, null);
        }
    }

    /// One line for a person.
    @Override
    public String toString() {
        return detail == null ? "status " + status : remedy == null ? detail : detail + " " + remedy;
    }
}
