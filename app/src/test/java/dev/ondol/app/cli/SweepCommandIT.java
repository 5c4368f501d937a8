package dev.ondol.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a sweep does without Spark; with it: `integrations/spark`.
class SweepCommandIT {
    @TempDir
    Path folder = Path.of("target");

    @Test
    void whereSparkIsNotBuiltTheRemedyIsNamed() {
        Answer answer = Answer.of("sweep", "--years", "1", "--days", "1", "--site", "kr-edge", "--out", folder
                .toString());
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("Apache Spark is not built", "./ondol sweep").doesNotContain("\tat ");
        assertThat(answer.out()).isEmpty();
    }
}
