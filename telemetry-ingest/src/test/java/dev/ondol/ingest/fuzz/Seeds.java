package dev.ondol.ingest.fuzz;

import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.Mark;
import dev.ondol.facility.message.OperatorRequest;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.SiteReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/// Inputs to start from: good ones, and those that once did harm, which stand as files in `src/test/resources/.../fuzz`.
final class Seeds {
    private static final long T = 1_767_225_600_000L;
    private static final Path HARMFUL = Path.of("src", "test", "resources", "dev", "ondol", "ingest", "fuzz");

    private Seeds() {}

    static List<byte[]> of(Parser parser) {
        List<byte[]> seeds = new ArrayList<>(switch (parser) {
            case JSON_FRAME -> List.of(FrameCodec.JSON.write(frame(2)), FrameCodec.JSON.write(frame(0)),
                    text("{\"boot\":\"b\",\"seq\":1,\"t\":1767225600000,\"v\":{\"a/b\":null},\"q\":{\"a/b\":\"stale\"}}"));
            case CBOR_FRAME -> List.of(FrameCodec.CBOR.write(frame(2)), FrameCodec.CBOR.write(frame(40)));
            case MESSAGE -> List.of(
                    message(0, new Command("kr-hn1", PointId.of("hall-h1/supply-air-temperature-setpoint"),
                            24.5, "Cel", 3, 41, T, T + 300_000, "p-1", "plan")),
                    message(2, new ClockTick(T, T, 60, "r", true)),
                    message(3, new Mark("b-7", 17)), message(8, new OperatorRequest("q-1",
                            OperatorRequest.Action.EXIT_AUTO, "kim", T, "leak")));
            case CSV_HISTORY -> List.of(text("time,point,value,quality\n2026-01-01T00:00:00Z,a/b,1.5,\n"),
                    text("# a\npoint,\"time\",value\n\"a\"\"b\",1767225600000,1e300\n"));
            case SPARKPLUG -> List.of(birth(0), birth(1), manyMetrics(), text(""));
            case MAPPING_YAML -> List.of(text("""
                    names:
                      - {name: "BLD1/CRAH{n}.SAT", point: "crah-h1-{n:2}/supply-air-temperature", unit: "[degF]"}
                      - {name: "PM-7/REG40012", point: meter-it/active-power, scale: 0.1, unit: kW}
                    """), text("names: [{name: &a x, point: *a}]\n"));
            case SITE_YAML -> List.of(site("kr-edge.yaml"),
                    text("id: [mine\nname: }"), text("id: &a [*a, *a]\n? {a: b}\n: c\n"));
        });
        harmful(parser).forEach(seeds::add);
        return seeds;
    }

    private static Frame frame(int points) {
        Map<PointId, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < points; i++) {
            values.put(PointId.of("crah-h3-%02d/fan-speed".formatted(i)), 18.25 + i);
        }
        return new Frame("b-7", 17, T, values, points == 2
                ? Map.of(PointId.of("crah-h3-01/fan-speed"), "stale")
                : Map.of());
    }

    private static byte[] birth(long seq) {
        return Payload.newBuilder().setTimestamp(T).setSeq(seq)
                .addMetrics(Payload.Metric.newBuilder().setName("bdSeq").setDatatype(DataType.Int64.getNumber())
                        .setLongValue(1))
                .addMetrics(Payload.Metric.newBuilder().setName("fan-speed").setAlias(7).setTimestamp(T)
                        .setDatatype(DataType.Double.getNumber()).setDoubleValue(61.5))
                .build().toByteArray();
    }

    private static byte[] manyMetrics() {
        Payload.Builder payload = Payload.newBuilder().setTimestamp(T).setSeq(0);
        for (int i = 0; i < 1_000; i++) {
            payload.addMetrics(Payload.Metric.newBuilder().setName("m " + i).setDoubleValue(i)
                    .setDatatype(DataType.Double.getNumber()));
        }
        return payload.build().toByteArray();
    }

    private static byte[] message(int kind, Object message) {
        byte[] json = JsonMessages.write(message);
        byte[] seed = new byte[json.length + 1];
        seed[0] = (byte) kind;
        System.arraycopy(json, 0, seed, 1, json.length);
        return seed;
    }

    private static byte[] site(String name) {
        try (InputStream in = Objects.requireNonNull(SiteReader.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<byte[]> harmful(Parser parser) {
        Path folder = HARMFUL.resolve(parser.folder());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<byte[]> inputs = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                inputs.add(Files.readAllBytes(file));
            }
            return inputs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
