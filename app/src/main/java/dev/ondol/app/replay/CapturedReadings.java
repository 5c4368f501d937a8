package dev.ondol.app.replay;

import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.ingest.CapturedMessages;
import dev.ondol.ingest.CapturedMessages.Missing;
import dev.ondol.ingest.CapturedMessages.Refused;
import dev.ondol.messaging.capture.CapturedMessage;
import dev.ondol.proof.replay.Irregularity;
import dev.ondol.proof.replay.Irregularity.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Recorded MQTT messages as the CSV that a replay reads, while it is read. The points are the site's own already; what was wrong with the messages is told at the end.
public final class CapturedReadings extends InputStream {
    private static final String HEADER = "time,point,value,quality\n";
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

    /// When a line was recorded; empty where it is none of a capture.
    static Optional<Long> recordedAt(String line) {
        try {
            return Optional.of(CapturedMessage.of(line).arrival());
        } catch (MalformedMessage e) {
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
            CapturedMessage message = CapturedMessage.of(text);
            messages.hear(message.arrival(), message.topic(), message.payload(), message.retained());
        } catch (MalformedMessage e) {
            messages.unreadable(String.valueOf(e.getMessage()));
        }
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
