package dev.ondol.optimizer.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.ondol.facility.config.ServerCertificate;
import dev.ondol.messaging.tls.BrokerTls;
import dev.ondol.optimizer.solve.Scenes;
import dev.ondol.services.certificate.CertificateAuthority;
import dev.ondol.services.certificate.CertificateAuthority.Validity;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The placement API with a certificate.
class EncryptedPlacementIT {
    @TempDir
    Path folder = Path.of("target");

    @Test
    void thePlacementApiSpeaksTlsToThoseWhoTrustItsAuthorityAndToNobodyElse() throws Exception {
        Validity validity = new Validity(Instant.now().minusSeconds(60), Instant.now().plus(Duration.ofHours(1)));
        CertificateAuthority authority = CertificateAuthority.make("authority", validity);
        authority.own().write(folder, "ca");
        authority.server(List.of("127.0.0.1"), validity).write(folder, "http");
        Scenes scenes = new Scenes("kr-edge");
        try (Served plain = new Served(scenes);
                PlacementServer server = PlacementServer.start("127.0.0.1", 0, Optional.of(new ServerCertificate(folder
                        .resolve("http.pem"), folder.resolve("http-key.pem"))), RequestLimit.USUAL, scenes.desk,
                        plain.insight(),
                        () -> new Health("up", true, 0, Scenes.CYCLE, 0, 0, 0));
                HttpClient client = HttpClient.newBuilder().sslContext(new BrokerTls(Optional.of(folder.resolve(
                        "ca.pem")), Optional.empty(), Optional.empty(), Optional.empty()).context(Instant.now()))
                        .build();
                HttpClient stranger = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:%d/api/v1/placements".formatted(
                    server.port()))).build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
            assertThatIOException().isThrownBy(() -> stranger.send(request, HttpResponse.BodyHandlers.discarding()));
        }
    }
}
