package dev.ondol.app.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.ingest.CapturedMessages;
import dev.ondol.ingest.CapturedMessages.Missing;
import dev.ondol.ingest.CapturedMessages.Refused;
import dev.ondol.proof.replay.Irregularity;
import dev.ondol.proof.replay.Irregularity.Kind;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Recorded MQTT messages as the CSV that a replay reads, while it is read: one JSON object a line, as mosquitto_sub writes them
/// (docs/replay.md says how). The points are the site's own already; what was wrong with the messages is told at the end.
public final class CapturedReadings extends InputStream {
    private static final String HEADER = "time,point,value,quality\n";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double SECONDS_BELOW = 1e11;
    private static final int ENOUGH = 1 << 16;

    private final BufferedReader lines;
    private final CapturedMessages messages;
    private final StringBuilder rows = new StringBuilder(HEADER);
    private byte[] ready = new byte[0];
    private int at;
    private long told = Long.MIN_VALUE;
    private String toldText = "";

    /// @param mapping what others call the points
    public CapturedReadings(InputStream in, String site, PointMapping mapping) {
        lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        messages = new CapturedMessages(site, mapping, this::row);
    }

    /// Whether a file begins like a capture: with a brace. Nothing is taken out of it.
    public static boolean isOne(BufferedInputStream in) throws IOException {
        in.mark(ENOUGH);
        int first = in.read();
        for (int i = 1; i < ENOUGH && (Character.isWhitespace(first) || first > 0x7f); i++) { // a byte-order mark, too
            first = in.read();
        }
        in.reset();
        return first == '{';
    }

    /// When a line was recorded; empty where it is none of a capture.
    static Optional<Long> recordedAt(String line) {
        try {
            return Optional.of(arrival(JSON.readTree(line)));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private void row(long time, String name, double value, @Nullable String quality) {
        if (time != told) { // a frame has hundreds of one instant
            told = time;
            toldText = Instant.ofEpochMilli(time).toString();
        }
        rows.append(toldText).append(',').append(name.replace(',', ';')).append(',').append(value).append(',').append(
                quality == null ? "" : quality).append('\n');
    }

    private void line(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            messages.hear(arrival(message), text(message, "topic"), payload(message), message.path("retain")
                    .asBoolean());
        } catch (JsonProcessingException e) {
            messages.unreadable("A line is no JSON object: " + e.getOriginalMessage());
        } catch (IllegalArgumentException | DateTimeException e) {
            messages.unreadable("A line is no recorded message: " + e.getMessage());
        }
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

    /// Makes rows of the next lines.
    ///
    /// @return false where there are none
    private boolean fill() throws IOException {
        String text = "";
        while (rows.length() < ENOUGH && (text = lines.readLine()) != null) {
            if (!text.isBlank()) {
                line(text);
            }
        }
        ready = rows.toString().getBytes(StandardCharsets.UTF_8);
        at = 0;
        rows.setLength(0);
        return ready.length > 0;
    }

    @Override
    public int read() throws IOException {
        return at < ready.length || fill() ? ready[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == ready.length && !fill()) {
            return -1;
        }
        int got = Math.min(length, ready.length - at);
        System.arraycopy(ready, at, into, offset, got);
        at += got;
        return got;
    }

    /// What was wrong with the messages, once all are read.
    public List<Irregularity> irregularities() {
        List<Irregularity> told = new ArrayList<>();
        for (Refused refused : messages.refused()) {
            told.add(Irregularity.of(Kind.REFUSED_MESSAGE, refused.source(), 0, refused.count(),
                    "%,d messages of %s cannot be read, or not wholly; what cannot is left out. The first: %s"
                            .formatted(
                                    refused.count(), refused.source().isEmpty() ? "nobody" : refused.source(), refused
                                            .reason())));
        }
        for (Missing missing : messages.missing()) {
            told.add(Irregularity.of(Kind.MISSING_MESSAGE, missing.source(), 0, missing.count(),
                    "%,d frames of %s are missing between its first and its last.".formatted(missing.count(), missing
                            .source())));
        }
        if (messages.repeated() > 0) {
            told.add(Irregularity.of(Kind.DOUBLED, "", 0, messages.repeated(),
                    "%,d frames come again with the same number; each counts once.".formatted(messages.repeated())));
        }
        return told;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
