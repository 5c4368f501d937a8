package dev.ondol.proof.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.proof.loop.ClosedLoop;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a run gave outlives a stop: it is read again as it was written.
class KeptFiguresTest {
    private static final List<Double> FLAT = Collections.nCopies(24, 1.0);

    private static RunFigures run(@Nullable AssetDay assets, @Nullable RunFigures twin) {
        DayFigures day = new DayFigures("2021-01-15", Map.of("it", 1.0), 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 20, 25,
                FLAT, FLAT, assets);
        return new RunFigures("key", "ondol", "2021-01-15", 1, List.of(day), 1, 1, 0, 1, 1, ClosedLoop.Effort.NONE,
                twin);
    }

    @Test
    void aRunWithoutAssetsIsReadAgain() throws MalformedMessage {
        RunFigures plain = run(null, null);
        assertThat(JsonMessages.read(JsonMessages.write(plain), RunFigures.class)).isEqualTo(plain);
    }

    @Test
    void aRunWithItsTwinIsReadAgain() throws MalformedMessage {
        AssetDay assets = new AssetDay(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
        RunFigures twinned = run(assets, run(assets, null));
        assertThat(JsonMessages.read(JsonMessages.write(twinned), RunFigures.class)).isEqualTo(twinned);
    }
}
