package dev.ondol.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class FreePortsTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void noOutgoingConnectionCanTakeAFreePortBeforeItsServiceBindsIt() throws Exception {
        String range = Files.readAllLines(Path.of("/proc/sys/net/ipv4/ip_local_port_range")).getFirst();
        int firstOutgoing = Integer.parseInt(range.strip().split("\\s+")[0]);
        assumeTrue(firstOutgoing >= 32_768, "this system gives outgoing connections ports from %d on"
                .formatted(firstOutgoing));
        assertThat(IntStream.range(0, 100).map(turn -> FreePorts.next())).allMatch(port -> port < firstOutgoing);
    }

    @Test
    void portsInARowCanAllBeBound() throws Exception {
        int first = FreePorts.next(3);
        try (ServerSocket one = bind(first); ServerSocket two = bind(first + 1); ServerSocket three = bind(first + 2)) {
            assertThat(one.isBound() && two.isBound() && three.isBound()).isTrue();
        }
    }

    @Test
    void aTakenPortIsRefusedWithThePurposeInTheMessage() throws Exception {
        int port = FreePorts.next();
        try (ServerSocket other = bind(port)) {
            assertThat(other.isBound()).isTrue();
            assertThatThrownBy(() -> FreePorts.claim(port, "dashboard"))
                    .isInstanceOf(PortInUse.class).hasMessageContaining("dashboard").hasMessageContaining("" + port);
        }
    }

    private static ServerSocket bind(int port) throws Exception {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
