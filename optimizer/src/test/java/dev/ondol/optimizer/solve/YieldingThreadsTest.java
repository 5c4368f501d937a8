package dev.ondol.optimizer.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class YieldingThreadsTest {
    @Test
    void aSearchGivesWayAndWhoStartedItDoesNot() throws Throwable {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "Nice values of threads are a thing of Linux.");
        int mine = YieldingThreads.niceness();
        CompletableFuture<Integer> theirs = new CompletableFuture<>();
        new YieldingThreads().newThread(() -> {
            try {
                theirs.complete(YieldingThreads.niceness());
            } catch (Throwable e) {
                theirs.completeExceptionally(e);
            }
        }).start();
        assertThat(theirs.get()).isEqualTo(Math.min(19, mine + 10));
        assertThat(YieldingThreads.niceness()).isEqualTo(mine);
    }
}
