package dev.ondol.controllers.notify;

import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Sends notices by e-mail, through one connection to the mail server at a time for all recipients.
public final class Mail implements AutoCloseable {
    private static final long PATIENCE_MS = 20_000;

    /// How the way to the mail server is encrypted.
    public enum Encryption {
        /// STARTTLS, or nothing is sent.
        STARTTLS,
        /// TLS from the first byte (port 465).
        TLS,
        /// None: for a mail server on this machine.
        NONE
    }

    /// @param user     absent where the server asks for none
    /// @param password never printed
    /// @param from     address of the sender
    public record Server(String host, int port, Encryption encryption, Optional<String> user,
            Optional<String> password, String from) {
        public Server {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException(
                        "The port of the mail server (%d) must be 1 to 65535.".formatted(port));
            }
            if (user.isPresent() && encryption == Encryption.NONE) {
                throw new IllegalArgumentException(
                        "The mail server %s is to be told a password: its encryption must be STARTTLS or TLS."
                                .formatted(
                                        host));
            }
        }

        @Override
        public String toString() {
            return "Server[" + host + ":" + port + ", " + encryption + ", from " + from + "]";
        }
    }

    private final Server server;
    private final NoticeText text;
    private final Vertx vertx = Vertx.vertx();
    private final MailClient client;

    public Mail(Server server, NoticeText text) {
        this.server = server;
        this.text = text;
        MailConfig config = new MailConfig().setHostname(server.host()).setPort(server.port()).setMaxPoolSize(1)
                .setConnectTimeout((int) PATIENCE_MS).setIdleTimeout((int) (PATIENCE_MS / 1_000))
                .setSsl(server.encryption() == Encryption.TLS)
                .setStarttls(server.encryption() == Encryption.STARTTLS
                        ? StartTLSOptions.REQUIRED
                        : StartTLSOptions.DISABLED);
        server.user().ifPresent(config::setUsername);
        server.password().ifPresent(config::setPassword);
        client = MailClient.create(vertx, config);
    }

    /// @param address of the recipient
    public Messenger to(String address) {
        if (!address.matches("[^@\\s,;<>\"]+@[^@\\s,;<>\"]+")) {
            throw new IllegalArgumentException("The e-mail address (%s) must be like shift@example.org.".formatted(
                    address));
        }
        return new Recipient(address);
    }

    private final class Recipient implements Messenger {
        private final String address;

        Recipient(String address) {
            this.address = address;
        }

        @Override
        public String name() {
            return "mail:" + address;
        }

        @Override
        public CompletableFuture<?> send(Notice notice) {
            MailMessage message = new MailMessage().setFrom(server.from()).setTo(address).setSubject(text.subject(
                    notice)).setText(text.body(notice));
            message.addHeader("Message-ID", "<" + notice.id() + "." + Integer.toHexString(address.hashCode())
                    + "@ondol." + notice.site() + ">");
            message.addHeader("Auto-Submitted", "auto-generated"); // no answers of absent people (RFC 3834)
            return client.sendMail(message).toCompletionStage().toCompletableFuture();
        }

        @Override
        public void close() {
            // The connection belongs to all recipients.
        }
    }

    @Override
    public void close() {
        var _ = client.close().eventually(vertx::close);
    }
}
