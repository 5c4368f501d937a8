package dev.ondol.slurm.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostListTest {
    @Test
    void namesAreWrittenOutInTheirOrder() {
        assertThat(HostList.expand("")).isEmpty();
        assertThat(HostList.expand("login")).containsExactly("login");
        assertThat(HostList.expand("n[1-3]")).containsExactly("n1", "n2", "n3");
        assertThat(HostList.expand("gpu[08-10,012],cpu7")).containsExactly("gpu08", "gpu09", "gpu10", "gpu012", "cpu7");
        assertThat(HostList.expand("r[1-2]n[1-2]-ib")).containsExactly("r1n1-ib", "r1n2-ib", "r2n1-ib", "r2n2-ib");
    }

    @Test
    void whatIsNoListIsRefused() {
        for (String text : List.of("n[1", "n1]", "n[]", "n[a-b]", "n[3-1]", "n[[1]]", "n[1-9999999999]",
                "n[1-999999]")) {
            assertThatThrownBy(() -> HostList.expand(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
