package dev.ondol.benchmarks.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTriesTest {
    private static final long SEED = Long.getLong("ondol.seed", 11L);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void eachCommandHasOneRowWhateverDiesAndTamperingIsFoundOut() throws Exception {
        Tried tried = AuditTries.run(folder, SEED, 3_000);
        assertThat(tried.violations()).as("%s, seed %d", tried, SEED).isZero();
        assertThat(tried.tries()).isGreaterThan(4_000);
    }

    @Test
    void aLogThatTakesTheSameEntryTwiceIsFoundOut() throws Exception {
        assertThat(AuditTries.run(folder, SEED, 3_000, false).violations()).isPositive();
    }
}
