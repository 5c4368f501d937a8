package dev.ondol.messaging.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.facility.message.MalformedMessage;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HexFormat;

/// One recorded message.
public final class CapturedMessage {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double SECONDS_BELOW = 1e11;
    private static final int ENOUGH = 1 << 12;

    private final long arrival;
    private final String topic;
    private final byte[] payload;
    private final boolean retained;

    private CapturedMessage(JsonNode message) {
        arrival = arrival(message);
        topic = text(message, "topic");
        payload = payload(message);
        retained = message.path("retain").asBoolean();
    }

    /// Whether a file begins like a capture: with a brace, after blanks and a byte-order mark. Nothing is taken out of it.
    public static boolean begins(BufferedInputStream in) throws IOException {
        in.mark(ENOUGH);
        boolean brace = begins(in::read);
        in.reset();
        return brace;
    }

    /// As of bytes.
    public static boolean begins(BufferedReader in) throws IOException {
        in.mark(ENOUGH);
        boolean brace = begins(in::read);
        in.reset();
        return brace;
    }

    private static boolean begins(Source source) throws IOException {
        int first = source.read();
        for (int i = 1; i < ENOUGH && (Character.isWhitespace(first) || first > 0x7f); i++) { // the mark is not ASCII
            first = source.read();
        }
        return first == '{';
    }

    /// One byte or character after the other; -1 at the end.
    private interface Source {
        int read() throws IOException;
    }

    /// @param line one of the file, not blank
    public static CapturedMessage of(String line) throws MalformedMessage {
        try {
            return new CapturedMessage(JSON.readTree(line.startsWith("\uFEFF") ? line.substring(1) : line));
        } catch (JsonProcessingException e) {
            throw new MalformedMessage("A line is no JSON object: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new MalformedMessage("A line is no recorded message: " + e.getMessage(), e);
        }
    }

    /// When it was recorded, wall milliseconds.
    public long arrival() {
        return arrival;
    }

    public String topic() {
        return topic;
    }

    /// As it came; not a copy.
    public byte[] payload() {
        return payload;
    }

    /// Whether the broker had kept it.
    public boolean retained() {
        return retained;
    }

    private static String text(JsonNode message, String key) {
        if (!message.path(key).isTextual()) {
            throw new IllegalArgumentException("it has no text %s.".formatted(key));
        }
        return message.path(key).textValue();
    }

    private static byte[] payload(JsonNode message) {
        if (message.has("hex")) {
            return HexFormat.of().parseHex(text(message, "hex"));
        }
        if (message.has("base64")) {
            return Base64.getDecoder().decode(text(message, "base64"));
        }
        JsonNode payload = message.path("payload");
        if (payload.isMissingNode()) {
            throw new IllegalArgumentException("it has none of payload, hex and base64.");
        }
        return (payload.isTextual() ? payload.textValue() : payload.toString()).getBytes(StandardCharsets.UTF_8);
    }

    private static long arrival(JsonNode message) {
        JsonNode time = message.hasNonNull("tst") ? message.path("tst") : message.path("time");
        if (!time.isNumber() && !time.isTextual()) {
            throw new IllegalArgumentException("it has no time (time or tst).");
        }
        if (time.isNumber()) {
            double told = time.doubleValue();
            return Math.round(told < SECONDS_BELOW ? 1e3 * told : told);
        }
        return OffsetDateTime.parse(time.textValue().replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2")).toInstant()
                .toEpochMilli();
    }
}
