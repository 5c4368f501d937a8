package dev.ondol.app.installation;

import dev.ondol.app.config.UserError;
import dev.ondol.facility.message.TopicRights;
import dev.ondol.facility.message.Topics;
import dev.ondol.services.certificate.CertificateAuthority;
import dev.ondol.services.certificate.CertificateAuthority.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// An authority, what it signs for a broker, for web servers and for everybody who meets at the broker, and Mosquitto's
/// configuration and topic rules for them.
///
/// @param sites    ids of sites
/// @param hosts    names and addresses of the machine with broker and web servers, the first is its common name
/// @param validity of all certificates
public record TestCertificates(List<Topics> sites, List<String> hosts, Validity validity) {
    private static final String RULES = "mosquitto.acl";

    public TestCertificates {
        if (sites.isEmpty() || hosts.isEmpty()) {
            throw new IllegalArgumentException("The sites (%s) and hosts (%s) must not be empty.".formatted(sites,
                    hosts));
        }
    }

    /// Writes everything; the folder is made, or must be empty.
    ///
    /// @return how many certificates there are
    public int write(Path folder) {
        try {
            prepare(folder);
            CertificateAuthority authority = CertificateAuthority.make("Ondol test authority", validity);
            authority.own().write(folder, "ca");
            authority.server(hosts, validity).write(folder, "broker");
            authority.server(hosts, validity).write(folder, "http");
            int number = 3;
            for (Topics site : sites) {
                Path own = Files.createDirectory(folder.resolve(site.site()));
                for (TopicRights who : TopicRights.values()) {
                    authority.client(who.client(site), validity).write(own, who.word());
                    number++;
                }
            }
            Files.write(folder.resolve(RULES), rules(sites));
            Files.write(folder.resolve("mosquitto.conf"), configuration(folder.toAbsolutePath().normalize()));
            return number;
        } catch (IOException e) {
            throw new UserError("The certificates cannot be written to %s: %s.".formatted(folder, e), e);
        }
    }

    private static void prepare(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> there = Files.list(folder)) {
                if (there.findAny().isPresent()) {
                    throw new UserError(
                            "The folder %s is not empty, and certificates are never overwritten: name a new one."
                                    .formatted(folder));
                }
            }
            return;
        }
        if (Files.exists(folder)) {
            throw new UserError("%s is a file; name a new folder.".formatted(folder));
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(
                "rwx------")));
    }

    /// Mosquitto's topic rules; what no line opens is closed.
    static List<String> rules(List<Topics> sites) {
        List<String> lines = new ArrayList<>(
                List.of("# Who may read and write which topics; user names are the common names of certificates."));
        for (Topics site : sites) {
            for (TopicRights who : TopicRights.values()) {
                lines.add("");
                lines.add("user " + who.client(site));
                who.reads(site).forEach(topic -> lines.add("topic read " + topic));
                who.writes(site).forEach(topic -> lines.add("topic write " + topic));
            }
        }
        return lines;
    }

    private static List<String> configuration(Path folder) {
        return List.of("# Loopback only; name another address to listen on.", "listener 8883 127.0.0.1",
                "cafile " + folder.resolve("ca.pem"), "certfile " + folder.resolve("broker.pem"),
                "keyfile " + folder.resolve("broker-key.pem"), "require_certificate true",
                "use_identity_as_username true", "allow_anonymous false", "acl_file " + folder.resolve(RULES),
                "# At its defaults Mosquitto drops what waits beyond 1,000 messages, without a word.",
                "max_queued_messages 0", "max_queued_bytes 0", "max_inflight_messages 1000");
    }
}
