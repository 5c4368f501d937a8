package dev.ondol.kafka;

import dev.ondol.facility.point.PointId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// A frame as a record of Kafka: the key is the source, so that its frames keep their order; the value is the payload as it came
/// from the broker; the header `ondol-site` names the site. Where the payload was too large, `ondol-flaw` says so and the value is
/// its beginning.
///
/// @param source  who sent it
/// @param payload the bytes
/// @param flaw    why it cannot be a frame whatever the bytes are
@SuppressWarnings("ArrayRecordComponent") // never compared
record FrameRecord(String source, byte[] payload, Optional<String> flaw) {
    private static final String SITE = "ondol-site";
    private static final String FLAW = "ondol-flaw";
    private static final String NOBODY = "unnamed";
    private static final int KEPT_BYTES = 1_000;

    static FrameRecord of(String source, byte[] payload) {
        return new FrameRecord(source, payload, Optional.empty());
    }

    /// What stands for a frame that Kafka refuses as too large: it is listed as refused, and its source keeps it.
    FrameRecord tooLarge() {
        return new FrameRecord(source, Arrays.copyOf(payload, Math.min(payload.length, KEPT_BYTES)), Optional.of(
                "Kafka refuses it as too large (%,d bytes): let max.message.bytes of the topic be more."
                        .formatted(payload.length)));
    }

    ProducerRecord<byte[], byte[]> write(String topic, String site) {
        ProducerRecord<byte[], byte[]> written = new ProducerRecord<>(topic, bytes(source), payload);
        written.headers().add(SITE, bytes(site));
        flaw.ifPresent(why -> written.headers().add(FLAW, bytes(why)));
        return written;
    }

    /// What a record says, whoever wrote it.
    ///
    /// @param site that the reader belongs to
    static FrameRecord read(ConsumerRecord<byte[], byte[]> read, String site) {
        byte[] payload = read.value() == null ? new byte[0] : read.value();
        String key = read.key() == null ? "" : text(read.key());
        Optional<String> flaw = header(read.headers(), FLAW);
        Optional<String> other = header(read.headers(), SITE).filter(named -> !named.equals(site));
        if (!PointId.isName(key)) {
            return new FrameRecord(NOBODY, payload,
                    Optional.of("The key of the record must be a source ([a-z0-9-]+)."));
        }
        return new FrameRecord(key, payload, other.map("It is of the site %s."::formatted).or(() -> flaw));
    }

    private static Optional<String> header(Headers headers, String name) {
        Header last = headers.lastHeader(name);
        return last == null || last.value() == null ? Optional.empty() : Optional.of(text(last.value()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
