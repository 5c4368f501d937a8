package dev.ondol.optimizer.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.WrongField;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Says in words of the document what is wrong with a body that cannot be read.
final class JsonFault {
    private JsonFault() {}

    static Problem problem(MalformedMessage malformed) {
        return switch (malformed.getCause()) {
            case UnrecognizedPropertyException unknown -> unknown(unknown);
            case InvalidNullException missing -> missing(missing);
            case ValueInstantiationException impossible -> impossible(impossible);
            case MismatchedInputException mismatch -> mismatch(mismatch);
            case JsonMappingException other -> Problem.field(path(other), firstLine(other));
            case JsonProcessingException syntax -> syntax(syntax);
            case null, default -> Problem.field(null, String.valueOf(malformed.getMessage()));
        };
    }

    private static Problem unknown(UnrecognizedPropertyException unknown) {
        Collection<Object> known = unknown.getKnownPropertyIds();
        return Problem.field(path(unknown), "The key (%s) is not known here.".formatted(shortened(unknown
                .getPropertyName())),
                "Leave it out, or correct it: known are %s.".formatted(known == null
                        ? "those of /openapi.yaml"
                        : known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "))));
    }

    private static Problem missing(InvalidNullException missing) {
        String path = path(missing);
        String name = missing.getPropertyName() == null ? "" : missing.getPropertyName().getSimpleName();
        String field = path == null
                ? name
                : path.equals(name) || path.endsWith("." + name) || path.endsWith("]") || isEntryOf(name, missing)
                        ? path
                        : path + "." + name;
        return Problem.field(field, "%s is missing or null.".formatted(field), "Send a value for %s.".formatted(field));
    }

    /// Whether what is missing is the value of a key that the sender has chosen, for example of a label.
    private static boolean isEntryOf(String name, JsonMappingException missing) {
        List<JsonMappingException.Reference> steps = missing.getPath();
        return steps.size() > 1 && name.equals(steps.get(steps.size() - 2).getFieldName());
    }

    private static Problem impossible(ValueInstantiationException impossible) {
        String path = path(impossible);
        if (impossible.getCause() instanceof WrongField wrong) {
            String field = path == null ? wrong.field() : path + "." + wrong.field();
            return Problem.field(field, String.valueOf(wrong.getMessage()),
                    "Send a %s within these bounds.".formatted(field));
        }
        Throwable cause = impossible.getCause();
        return Problem.field(path, cause == null ? firstLine(impossible) : String.valueOf(cause.getMessage()));
    }

    private static Problem mismatch(MismatchedInputException mismatch) {
        String path = path(mismatch);
        String kind = kind(mismatch.getTargetType());
        return Problem.field(path, "%s must be %s.".formatted(path == null ? "The body" : path, kind),
                "Send %s%s.".formatted(kind, path == null ? " as the body" : " for " + path));
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == null) {
            return "what /openapi.yaml describes";
        }
        if (type.isEnum()) {
            return Arrays.stream(Objects.requireNonNull(type.getEnumConstants())).map(String::valueOf)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number of %d bits, without quotes".formatted(type == int.class || type == Integer.class
                    ? 32
                    : 64);
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return type == String.class ? "a text" : Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    private static Problem syntax(JsonProcessingException syntax) {
        JsonLocation at = syntax.getLocation();
        String where = at == null
                ? ""
                : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
        return Problem.field(null, "The body is not JSON%s: %s".formatted(where, firstLine(syntax)),
                "Send one JSON value in UTF-8, each key once and nothing after it.");
    }

    private static String firstLine(JsonProcessingException e) {
        String message = String.valueOf(e.getOriginalMessage());
        int end = message.indexOf('\n');
        return shortened(end < 0 ? message : message.substring(0, end));
    }

    /// What comes back to the sender must not be as long as what was sent, and must be Unicode.
    static String shortened(String text) {
        String start = text.length() > 200 ? text.substring(0, 200) + "…" : text;
        return new String(start.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    private static @Nullable String path(JsonMappingException mapping) {
        if (mapping.getPath().isEmpty()) {
            return null;
        }
        return shortened(mapping.getPath().stream().map(step -> step.getFieldName() == null
                ? "[" + step.getIndex() + "]"
                : "." + step.getFieldName()).collect(Collectors.joining()).replaceFirst("^\\.", ""));
    }
}
