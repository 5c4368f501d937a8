package dev.ondol.ingest.fuzz;

import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The short form of R10: what once did harm, and some thousand spoilt copies of good input.
class ParserTest {
    private static final int COPIES = 2_000;

    private final long seed = Long.getLong("ondol.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @ParameterizedTest
    @EnumSource
    void noInputThatOnceDidHarmDoesItAgain(Parser parser) {
        for (byte[] input : Seeds.of(parser)) {
            assertThatNoException().as("%s, %s", parser, Base64.getEncoder().encodeToString(input))
                    .isThrownBy(() -> parser.parse(input));
        }
    }

    @ParameterizedTest
    @EnumSource
    void spoiltInputIsRefusedInOrder(Parser parser) {
        List<byte[]> seeds = Seeds.of(parser);
        for (int copy = 0; copy < COPIES; copy++) {
            byte[] input = spoilt(seeds.get(random.nextInt(seeds.size())));
            assertThatNoException().as("%s, seed %d, %s", parser, seed, Base64.getEncoder().encodeToString(input))
                    .isThrownBy(() -> parser.parse(input));
        }
    }

    private byte[] spoilt(byte[] good) {
        byte[] input = Arrays.copyOf(good, Math.max(1, random.nextInt(4) == 0
                ? random.nextInt(good.length + 1)
                : good.length + random.nextInt(3)));
        for (int i = random.nextInt(6); i >= 0; i--) {
            input[random.nextInt(input.length)] = (byte) random.nextInt(256);
        }
        return input;
    }
}
