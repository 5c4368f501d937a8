package dev.ondol.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ondol.messaging.tls.BrokerTls;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionOptionsTest {
    @Test
    void aDurableSessionIsKeptForAtLeastADayAndAcknowledgedByHand() {
        SessionOptions options = SessionOptions.durable("ingest");
        assertThat(options.cleanStart()).isFalse();
        assertThat(options.manualAcknowledge()).isTrue();
        assertThat(options.sessionExpiry()).isGreaterThanOrEqualTo(Duration.ofHours(24));
        assertThat(options.receiveMaximum()).isBetween(200, 1_000);
    }

    @Test
    void anExpiryThatOverflowsTheBrokersClockIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(
                () -> new SessionOptions("x", false, Duration.ofDays(25), 100, false, Optional.empty()))
                .withMessageContaining("24 days");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:1883", "http://127.0.0.1:1883", "tcp://127.0.0.1", "tcp://", "tcp://a b:1", ""})
    void aBrokerUrlThatPahoCannotUseIsRefusedWithTheFormItShouldHave(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> BrokerAddress.of(url))
                .withMessageContaining("tcp://host:port");
    }

    @Test
    void mqttsIsEncryptedWithWhatJavaTrustsUnlessToldOtherwise() {
        assertThat(BrokerAddress.of("mqtts://broker.example.org:8883").tls()).contains(BrokerTls.usual());
        assertThat(BrokerAddress.of("mqtts://broker.example.org:8883").wire()).isEqualTo(
                "ssl://broker.example.org:8883");
        assertThat(BrokerAddress.of("tcp://broker.example.org:1883").tls()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BrokerAddress("tcp://broker.example.org:1883", Optional
                        .empty(), Optional.empty(), Optional.of(BrokerTls.usual())))
                .withMessageContaining("mqtts://");
    }

    @Test
    void anAddressDoesNotShowItsPassword() {
        assertThat(new BrokerAddress("tcp://127.0.0.1:1883", Optional.of("ondol"), Optional.of("secret")).toString())
                .isEqualTo("ondol at tcp://127.0.0.1:1883");
    }
}
