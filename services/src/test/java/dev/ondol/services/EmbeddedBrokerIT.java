package dev.ondol.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class EmbeddedBrokerIT {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedBrokerIT.class);

    @Test
    void theBrokerListensOnLoopbackAndGivesPortAndFolderBackWhenItCloses() throws IOException {
        Path data = TestFolder.fresh("broker");
        for (int run = 1; run <= 2; run++) {
            long before = System.nanoTime();
            try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0)) {
                log.info("broker, start {}: {} ms", run, Duration.ofNanos(System.nanoTime() - before).toMillis());
                assertThat(broker.url()).isEqualTo("tcp://127.0.0.1:" + broker.port());
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), broker.port())) {
                    assertThat(socket.isConnected()).isTrue();
                }
                before = System.nanoTime();
            }
            log.info("broker, stop {}: {} ms", run, Duration.ofNanos(System.nanoTime() - before).toMillis());
        }
    }

    @Test
    void aPortInUseIsNamedWithItsRemedy() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(TestFolder.fresh("broker-taken"), other.getLocalPort()))
                    .isInstanceOf(PortInUse.class).hasMessageContaining("Port " + other.getLocalPort());
        }
    }

    @Test
    void twoBrokersNeverShareADataFolder() {
        Path data = TestFolder.fresh("broker-shared");
        try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0)) {
            assertThat(broker.port()).isPositive();
            assertThatThrownBy(() -> EmbeddedBroker.start(data, 0)).isInstanceOf(ServiceUnavailable.class)
                    .hasMessageContaining("is in use");
        }
    }
}
