package dev.ondol.facility.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.SiteReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FrameCodecTest {
    private static final List<PointId> POINTS = PointCatalog.of(SiteReader.builtIn("kr-hn1").orElseThrow()).all()
            .stream().map(Point::id).toList();
    private static final double[] EXTREMES = {0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, 1e15,
            0.1, Math.PI};

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @ParameterizedTest
    @EnumSource
    void aFrameComesBackAsItWas(FrameCodec codec) throws Exception {
        for (int samples : new int[]{0, 1, 2, 200, POINTS.size()}) {
            Frame frame = frame(samples);
            Frame back = FrameCodec.read(codec.write(frame));
            assertThat(back).as("seed %d", seed).isEqualTo(frame);
            assertThat(back.values().keySet()).containsExactlyElementsOf(frame.values().keySet());
        }
    }

    /// Random readings of points in an order of their own; some are not good.
    private Frame frame(int samples) {
        Map<PointId, Double> values = new LinkedHashMap<>();
        Map<PointId, String> quality = new LinkedHashMap<>();
        int start = random.nextInt(POINTS.size());
        for (int i = 0; i < samples; i++) {
            PointId point = POINTS.get((start + i) % POINTS.size());
            values.put(point, i < EXTREMES.length ? EXTREMES[i] : random.nextGaussian() * 1e6);
            if (random.nextInt(20) == 0) {
                quality.put(point, "stale");
            }
        }
        return new Frame("b-" + random.nextInt(100), 1 + random.nextLong(1L << 40), 1_767_225_600_000L, values,
                quality);
    }

    @Test
    void theBinaryFormIsTheContract() throws Exception {
        Frame frame = GoldenMessages.all().get("frame") instanceof Frame golden ? golden : frame(1);
        byte[] golden = HexFormat.of().parseHex("""
                87\
                01\
                63622d37\
                11\
                1b0000019b76daa800\
                5832\
                0216737570706c792d6169722d74656d7065726174757265\
                0966616e2d7370656564\
                000a637261682d68332d3037000a0001\
                d85250\
                4032333333333333404e800000000000\
                a101657374616c65""");
        assertThat(HexFormat.of().formatHex(FrameCodec.CBOR.write(frame))).isEqualTo(HexFormat.of().formatHex(golden));
        assertThat(FrameCodec.read(golden)).isEqualTo(frame);
    }

    @Test
    void theBinaryFormOfARackIsLessThanHalfAsLarge() {
        Frame frame = frame(200);
        assertThat(FrameCodec.CBOR.write(frame).length).isLessThan(FrameCodec.JSON.write(frame).length / 2);
    }

    @Test
    void whatIsNoNumberIsNotWritten() {
        for (double value : new double[]{Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(
                    () -> FrameCodec.CBOR.write(new Frame("b", 1, 1, Map.of(POINTS.getFirst(), value), Map.of())))
                    .withMessageContaining("must be finite");
        }
    }

    /// Whatever bytes come: a frame or a MalformedMessage, soon, and nothing else.
    @ParameterizedTest
    @EnumSource
    void spoiltBytesAreNeverMoreThanMalformed(FrameCodec codec) {
        byte[] good = codec.write(frame(200));
        long longest = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] spoilt = spoil(good);
            long start = System.nanoTime();
            try {
                FrameCodec.read(spoilt);
            } catch (MalformedMessage e) {
                assertThat(e.getMessage()).isNotBlank();
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed %d, bytes %s".formatted(seed, HexFormat.of().formatHex(spoilt)), e);
            }
            longest = Math.max(longest, System.nanoTime() - start);
        }
        assertThat(longest).as("nanoseconds; the limit is loose because machines stall").isLessThan(2_000_000_000L);
    }

    private byte[] spoil(byte[] good) {
        byte[] spoilt = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length + 20)) : good.clone();
        for (int flips = random.nextInt(4); flips >= 0 && spoilt.length > 0; flips--) {
            int at = random.nextInt(3) == 0
                    ? random.nextInt(Math.min(20, spoilt.length))
                    : random.nextInt(spoilt.length);
            spoilt[at] = (byte) random.nextInt(256);
        }
        return spoilt;
    }

    @Test
    void whyAFrameIsRefusedIsSaid() {
        byte[] good = FrameCodec.CBOR.write(frame(2));
        assertThatThrownBy(() -> FrameCodec.read(Arrays.copyOf(good, good.length - 5)))
                .isInstanceOf(MalformedMessage.class).hasMessageContaining("CBOR");
        byte[] newer = good.clone();
        newer[1] = 2;
        assertThatThrownBy(() -> FrameCodec.read(newer)).hasMessageContaining("version (2)");
        assertThatThrownBy(() -> FrameCodec.read(Arrays.copyOf(good, good.length + 1)))
                .isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> FrameCodec.read(new byte[0])).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void readingsWithForeignNamesStandApartAndAreLeftOutWhereNobodyAsksForThem() throws MalformedMessage {
        byte[] json = """
                {"boot":"b","seq":1,"t":5,"v":{"BLD1/CRAH7.SAT":68.5,"a/b":1.5,"A/b":null,"a/b/c":2},"q":{"BLD1/CRAH7.SAT":"stale","a/b":"late"}}"""
                .getBytes(StandardCharsets.UTF_8);
        MixedFrame mixed = FrameCodec.readMixed(json);
        PointId ours = PointId.of("a/b");
        assertThat(mixed.frame()).isEqualTo(new Frame("b", 1, 5, Map.of(ours, 1.5), Map.of(ours, "late")));
        assertThat(mixed.foreign()).containsExactly(new ForeignReading("BLD1/CRAH7.SAT", 68.5, "stale"),
                new ForeignReading("a/b/c", 2, null));
        assertThat(FrameCodec.read(json)).isEqualTo(mixed.frame());
    }

    @Test
    void aNameThatNobodyCanGiveMakesAFrameMalformed() {
        for (String name : List.of("", " ", "a\\u0000b", "a\\ud800b", "x".repeat(201))) {
            byte[] json = "{\"boot\":\"b\",\"seq\":1,\"t\":1,\"v\":{\"%s\":1}}".formatted(name)
                    .getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> FrameCodec.readMixed(json)).as(name).isInstanceOf(MalformedMessage.class)
                    .hasMessageStartingWith("Not a Frame: ").hasMessageContaining("A name must have");
        }
    }
}
