package dev.ondol.sparkplug.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.messaging.sparkplug.MessageType;
import dev.ondol.sparkplug.map.MappedDevice;
import dev.ondol.sparkplug.map.MappedEdge;
import dev.ondol.sparkplug.map.MetricMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.Test;

class EdgeLineTest {
    private final List<String> asked = new ArrayList<>();
    private final Outlet outlet = new Outlet() {
        @Override
        public boolean connected() {
            return true;
        }

        @Override
        public CompletableFuture<Void> send(String topic, byte[] payload, Optional<Duration> expiry) {
            asked.add(topic);
            return CompletableFuture.completedFuture(null);
        }
    };
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final EdgeDevice device;
    private final EdgeLine line;

    EdgeLineTest() throws Exception {
        MappedDevice mapped = MappedEdge.of("example", MetricMap.read("example", Files.readString(Path.of(
                "sparkplug.example.yaml"))), PointCatalog.of(SiteReader.builtIn("kr-hn1").orElseThrow())).devices()
                .stream()
                .filter(of -> of.device().equals("crah-h1-01")).findFirst().orElseThrow();
        line = new EdgeLine(mapped.group(), mapped.node(), outlet, () -> now);
        device = new EdgeDevice(mapped, line, outlet, Duration.ofSeconds(1), () -> now, true);
        line.add(device);
    }

    @Test
    void aDeviceWhoseBirthWasNotBelievedIsBornAgainThoughABirthHadBeenAskedForAMomentBefore() {
        line.beat();
        assertThat(asked).containsExactly("spBv1.0/plant/NCMD/edge-1");
        now = now.plusMillis(300);
        line.hear(MessageType.DBIRTH, "crah-h1-01", message(1).build().toByteArray());
        line.hear(MessageType.NBIRTH, "",
                message(0).addMetrics(Payload.Metric.newBuilder().setName("bdSeq").setDatatype(
                        DataType.Int64.getNumber()).setLongValue(2)).build().toByteArray());
        assertThat(device.isConnected()).isFalse();
        line.beat();
        assertThat(asked).as("the node has time to answer").hasSize(1);
        now = now.plusSeconds(2);
        line.beat();
        line.beat();
        assertThat(asked).as("its node is whole, and says no more by itself").hasSize(2);
        line.hear(MessageType.NBIRTH, "", message(0).build().toByteArray());
        line.hear(MessageType.DBIRTH, "crah-h1-01", message(1).build().toByteArray());
        assertThat(device.isConnected()).isTrue();
        now = now.plusSeconds(10);
        line.beat();
        assertThat(asked).as("nothing is wanted any more").hasSize(2);
    }

    private Payload.Builder message(int seq) {
        return Payload.newBuilder().setSeq(seq).setTimestamp(now.toEpochMilli());
    }
}
