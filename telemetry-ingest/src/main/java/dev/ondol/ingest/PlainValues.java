package dev.ondol.ingest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.point.PointId;
import dev.ondol.historian.reading.ReceivedValues;
import dev.ondol.messaging.MqttSession;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One value a message, for small gateways: the topic ends with equipment/quantity, the payload is a number or
/// `{"t": plant time in ms, "v": number, "q": code of a reading that is not good}`. With `t` a value that is sent again is
/// stored once; a bare number has the time of its arrival, so what the broker delivers again counts again.
final class PlainValues {
    /// All of them have one name where it is asked whose clock is wrong.
    private static final String SOURCE = "values";
    private static final int LONGEST_NUMBER = 40;
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]+([eE][-+]?[0-9]+)?");

    private final LongSupplier plantNow;

    /// A value with its own time.
    record Timed(@JsonProperty("t") long time, @JsonProperty("v") double value,
            @JsonProperty("q") @JsonSetter(nulls = Nulls.SET) @Nullable String quality) {}

    /// @param plantNow plant time in milliseconds
    PlainValues(LongSupplier plantNow) {
        this.plantNow = plantNow;
    }

    /// @param now wall time in milliseconds
    Arrival read(MqttSession.Delivery delivery, long now) {
        String[] levels = delivery.topic().split("/", -1);
        String name = levels[levels.length - 2] + "/" + levels[levels.length - 1];
        try {
            PointId point = PointId.of(name);
            Timed timed = timed(delivery.payload(), delivery.retained(), plantNow);
            List<ReceivedValues.Value> values = List
                    .of(new ReceivedValues.Value(timed.time(), point, timed.value(), timed.quality()));
            return new Arrival(delivery, SOURCE, OptionalLong.of(timed.time()), now,
                    clock -> new ReceivedValues(name, values, "", delivery.payload(), now, clock));
        } catch (MalformedMessage | IllegalArgumentException e) {
            return FrameIntake.malformed(delivery, name, String.valueOf(e.getMessage()), now);
        }
    }

    /// What a payload says.
    ///
    /// @param now plant time in milliseconds, for a bare number
    static Timed timed(byte[] raw, boolean retained, LongSupplier now) throws MalformedMessage {
        if (raw.length > 0 && raw[0] == '{') {
            return JsonMessages.read(raw, Timed.class);
        }
        if (retained) {
            throw new MalformedMessage("A retained number may be of any age; send {\"t\":..,\"v\":..}.", null);
        }
        String text = new String(raw, 0, Math.min(raw.length, LONGEST_NUMBER), StandardCharsets.UTF_8).strip();
        if (raw.length > LONGEST_NUMBER || !NUMBER.matcher(text).matches()) {
            throw new MalformedMessage("Not a number: " + text, null);
        }
        try {
            return new Timed(now.getAsLong(), Double.parseDouble(text), null);
        } catch (NumberFormatException e) {
            throw new MalformedMessage("Not a number: " + text, e);
        }
    }
}
