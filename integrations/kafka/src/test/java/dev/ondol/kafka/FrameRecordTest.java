package dev.ondol.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class FrameRecordTest {
    private static final byte[] FRAME = "a frame".getBytes(StandardCharsets.UTF_8);

    @Test
    void whatIsWrittenIsReadAsItWas() {
        FrameRecord read = FrameRecord.read(record(FrameRecord.of("edge-1", FRAME)), "kr-hn1");
        assertThat(read.source()).isEqualTo("edge-1");
        assertThat(read.payload()).isEqualTo(FRAME);
        assertThat(read.flaw()).isEmpty();
    }

    @Test
    void aFrameOfAnotherSiteIsNotTaken() {
        assertThat(FrameRecord.read(record(FrameRecord.of("edge-1", FRAME)), "kr-edge").flaw()).contains(
                "It is of the site kr-hn1.");
    }

    @Test
    void whatWasTooLargeIsReadAsRefusedWithItsBeginning() {
        FrameRecord read = FrameRecord.read(record(FrameRecord.of("edge-1", new byte[3_000_000]).tooLarge()), "kr-hn1");
        assertThat(read.payload()).hasSize(1_000);
        assertThat(read.flaw().orElseThrow()).startsWith("Kafka refuses it as too large (3,000,000 bytes)");
    }

    @Test
    void aRecordOfNobodyIsRefusedWhateverItHolds() {
        ConsumerRecord<byte[], byte[]> nobody = new ConsumerRecord<>("t", 0, 0, null, null);
        FrameRecord read = FrameRecord.read(nobody, "kr-hn1");
        assertThat(read.payload()).isEmpty();
        assertThat(read.source()).isEqualTo("unnamed");
        assertThat(read.flaw()).isEqualTo(Optional.of("The key of the record must be a source ([a-z0-9-]+)."));
    }

    private static ConsumerRecord<byte[], byte[]> record(FrameRecord frame) {
        ProducerRecord<byte[], byte[]> written = frame.write("t", "kr-hn1");
        ConsumerRecord<byte[], byte[]> read = new ConsumerRecord<>("t", 0, 0, written.key(), written.value());
        written.headers().forEach(read.headers()::add);
        return read;
    }
}
