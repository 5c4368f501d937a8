package dev.ondol.facility.message;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.ondol.facility.point.PointId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/// The JSON form of every message of version 1. Unknown keys of a known message are ignored (a newer sender), a missing
/// or null value is an error, not a zero, except where the component of the message is marked with `Nulls.SET`. Thread-safe.
public final class JsonMessages {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(com.fasterxml.jackson.databind.MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL))
            .addModule(new PointKeys())
            .build();

    /// For senders who want to be told: no unknown keys, texts are texts, an empty text is no number, and a number is no name.
    private static final ObjectMapper STRICT = MAPPER.rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .withCoercionConfigDefaults(any -> any.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .withCoercionConfig(LogicalType.Textual, texts -> {
                texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                texts.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                texts.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
            .build();

    private JsonMessages() {}

    /// Writes a message as UTF-8 JSON on one line.
    public static byte[] write(Object message) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The message (%s) has no JSON form.".formatted(message.getClass()), e);
        }
    }

    /// Reads a message.
    ///
    /// @throws MalformedMessage if the bytes are not such a message; its text says where and why
    public static <T> T read(byte[] json, Class<T> type) throws MalformedMessage {
        return read(MAPPER.readerFor(type), json, type.getSimpleName(), Function.<T>identity());
    }

    /// Reads a message from a sender who wants to be told what is not understood: an unknown key is an error, too, and a number
    /// is no text.
    ///
    /// @throws MalformedMessage if the bytes are not such a message; its cause tells the place
    public static <T> T readStrictly(byte[] json, Class<T> type) throws MalformedMessage {
        return read(STRICT.readerFor(type), json, type.getSimpleName(), Function.<T>identity());
    }

    /// Reads a frame whose points may have any names.
    ///
    /// @throws MalformedMessage if the bytes are no frame
    static MixedFrame readFrame(byte[] json) throws MalformedMessage {
        return read(MAPPER.readerFor(NamedFrame.class), json, Frame.class.getSimpleName(), NamedFrame::split);
    }

    private static <T, R> R read(ObjectReader reader, byte[] json, String name, Function<T, R> form)
            throws MalformedMessage {
        try {
            T message = reader.readValue(json);
            if (message == null) {
                throw new MalformedMessage("Not a %s: it is null.".formatted(name), null);
            }
            return form.apply(message);
        } catch (IOException | IllegalArgumentException e) {
            String start = new String(json, 0, Math.min(json.length, 80), StandardCharsets.UTF_8);
            throw new MalformedMessage(
                    "Not a %s: %s (it starts with %s)".formatted(name, firstLine(e), start), e);
        }
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static final class PointKeys extends com.fasterxml.jackson.databind.module.SimpleModule {
        private static final long serialVersionUID = 1;

        PointKeys() {
            addKeyDeserializer(PointId.class, new com.fasterxml.jackson.databind.KeyDeserializer() {
                @Override
                public Object deserializeKey(String key,
                        com.fasterxml.jackson.databind.DeserializationContext context) {
                    return PointId.of(key);
                }
            });
        }
    }
}
