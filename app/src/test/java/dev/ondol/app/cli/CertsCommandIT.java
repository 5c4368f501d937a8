package dev.ondol.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertsCommandIT {
    @TempDir
    Path folder = Path.of("target");

    private Answer make(String... more) {
        return Answer.of(Stream.concat(Stream.of("certs", "--out", folder.resolve("certs").toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private X509Certificate read(String name) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(folder.resolve("certs").resolve(name))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("certs"))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void everyRoleOfEverySiteGetsACertificateInItsNameSignedByTheAuthority() throws Exception {
        Answer answer = make("--site", "kr-hn1,kr-edge", "--host", "broker.example.org,10.0.0.5", "--days", "30");
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("15 certificates for 30 days");
        X509Certificate authority = read("ca.pem");
        for (String site : List.of("kr-hn1", "kr-edge")) {
            for (String role : List.of("gateway", "ingest", "optimize", "control", "dashboard", "operator")) {
                X509Certificate client = read(site + "/" + role + ".pem");
                client.verify(authority.getPublicKey());
                assertThat(client.getSubjectX500Principal().getName()).contains("CN=" + role + "." + site);
                assertThat(client.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
                assertThat(client.getBasicConstraints()).as("a client signs nobody").isEqualTo(-1);
            }
        }
        X509Certificate broker = read("broker.pem");
        broker.verify(authority.getPublicKey());
        assertThat(broker.getSubjectAlternativeNames()).extracting(name -> String.valueOf(name.get(1))).containsExactly(
                "broker.example.org", "10.0.0.5");
        assertThat(broker.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(Duration.between(Instant.now(), broker.getNotAfter().toInstant())).isBetween(Duration.ofDays(29),
                Duration.ofDays(30));
    }

    @Test
    void privateKeysCanBeReadByTheirOwnerAlone() throws Exception {
        make();
        assertThat(files()).filteredOn(file -> file.toString().endsWith("-key.pem")).hasSize(9).allSatisfy(
                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo(
                        "rw-------"));
    }

    @Test
    void nothingIsEverOverwritten() throws Exception {
        make();
        List<Path> before = files();
        byte[] authority = Files.readAllBytes(folder.resolve("certs/ca-key.pem"));
        Answer again = make();
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("is not empty, and certificates are never overwritten")
                .doesNotContain("\tat ");
        assertThat(files()).isEqualTo(before);
        assertThat(Files.readAllBytes(folder.resolve("certs/ca-key.pem"))).isEqualTo(authority);
    }

    @Test
    void theRulesLetOnlyControlWriteCommandsAndNobodyOutOfItsSite() throws Exception {
        make("--site", "kr-hn1,kr-edge");
        String user = "";
        for (String line : Files.readAllLines(folder.resolve("certs/mosquitto.acl"))) {
            if (line.startsWith("user ")) {
                user = line.substring("user ".length());
            } else if (line.startsWith("topic ")) {
                String site = user.substring(user.indexOf('.') + 1);
                assertThat(line).as(user).contains(" ondol/v1/" + site + "/");
                assertThat(line.equals("topic write ondol/v1/" + site + "/command/+")).as(user + ": " + line)
                        .isEqualTo(user.startsWith("control.") && line.startsWith("topic write ") && line.contains(
                                "/command/"));
            }
        }
    }

    @Test
    void nonsenseIsToldBeforeAnythingIsWritten() {
        for (String[] wrong : new String[][]{{"--days", "0"}, {"--site", "KR"}, {"--host", "a:b/c"}}) {
            Answer answer = make(wrong);
            assertThat(answer.code()).isEqualTo(2);
            assertThat(answer.err()).contains(wrong[0]).contains(wrong[1]);
        }
        assertThat(folder.resolve("certs")).doesNotExist();
    }
}
