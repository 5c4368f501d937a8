package dev.ondol.app.cli;

import dev.ondol.app.installation.TestCertificates;
import dev.ondol.facility.message.Topics;
import dev.ondol.facility.point.PointId;
import dev.ondol.services.certificate.CertificateAuthority.Validity;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ondol certs`: certificates of a test installation.
@Command(name = "certs", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Makes the certificates of a test installation.",
        "An authority, certificates of broker and web servers, one of each role and gateway, and Mosquitto's",
        "configuration with topic rules for them. docs/security.md says how they are used.",
        "A real site has an authority of its own."})
public final class CertsCommand implements Callable<Integer> {
    /// A minute before now, so that a clock that is a little behind takes them at once.
    private static final Duration LEEWAY = Duration.ofMinutes(1);
    private static final int MOST_DAYS = 3650;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder to write; must be empty or not exist.")
    private Path out = Path.of("certs");

    @Option(names = "--site", paramLabel = "NAME", split = ",", defaultValue = "kr-hn1", description = "Ids of the sites (default: ${DEFAULT-VALUE}).")
    private List<String> sites = List.of("kr-hn1");

    @Option(names = "--host", paramLabel = "NAME", split = ",", defaultValue = "localhost,127.0.0.1", description = "Names and addresses at which broker and web servers are reached (default: ${DEFAULT-VALUE}).")
    private List<String> hosts = List.of("localhost", "127.0.0.1");

    @Option(names = "--days", paramLabel = "N", defaultValue = "365", description = "How long they hold (default: ${DEFAULT-VALUE}).")
    private int days = 365;

    @Override
    public Integer call() {
        if (days < 1 || days > MOST_DAYS) {
            throw new WrongUsage("--days (%d) must be 1 to %d.".formatted(days, MOST_DAYS));
        }
        for (String site : sites) {
            if (!PointId.isName(site)) {
                throw new WrongUsage("--site (%s) must match [a-z0-9-]+.".formatted(site));
            }
        }
        for (String host : hosts) {
            if (!host.matches("[A-Za-z0-9.:-]+")) {
                throw new WrongUsage("--host (%s) must be a name or an address, without port.".formatted(host));
            }
        }
        Instant now = Instant.now();
        int number = new TestCertificates(sites.stream().distinct().map(Topics::new).toList(), hosts, new Validity(now
                .minus(LEEWAY), now.plus(Duration.ofDays(days)))).write(out);
        PrintWriter words = spec.commandLine().getOut();
        words.printf(
                "%s: %d certificates for %d days, mosquitto.conf, mosquitto.acl. Private keys can be read by you alone.%n",
                out, number, days);
        words.flush();
        return 0;
    }
}
