package dev.ondol.app.config;

import dev.ondol.controllers.notify.Mail;
import dev.ondol.controllers.notify.Mail.Encryption;
import dev.ondol.controllers.notify.Messenger;
import dev.ondol.controllers.notify.NoticeText;
import dev.ondol.controllers.notify.Step;
import dev.ondol.controllers.notify.Webhook;
import dev.ondol.facility.operation.Priority;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `control.notices` of ondol.yaml: who is told of alarms, by what, and who next when nobody acknowledges.
///
/// @param language   of e-mails, en or ko; absent: en
/// @param dashboard  address of the dashboard, for the texts
/// @param mail       the mail server; needed where a recipient has an e-mail address
/// @param recipients who can be told
/// @param steps      who is told when
public record NotifySection(Optional<String> language, Optional<String> dashboard, Optional<MailServer> mail,
        List<Recipient> recipients, List<EscalationStep> steps) {
    /// @param port         absent: 587, or 465 with TLS
    /// @param encryption   STARTTLS, TLS or NONE; absent: STARTTLS
    /// @param user         absent where the server asks for none
    /// @param passwordFile a file whose first line is the password
    /// @param from         address of the sender
    public record MailServer(String host, Optional<Integer> port, Optional<Encryption> encryption,
            Optional<String> user, Optional<String> password, Optional<String> passwordFile, String from) {
        public MailServer {
            new SecretSource(password, passwordFile).check("mail server");
        }

        Mail.Server read(Path beside) {
            Encryption way = encryption.orElse(Encryption.STARTTLS);
            return new Mail.Server(host, port.orElse(way == Encryption.TLS ? 465 : 587), way, user, new SecretSource(
                    password, passwordFile).read(beside), from);
        }

        /// Without the password.
        @Override
        public String toString() {
            return "MailServer[" + host + ", from " + from + "]";
        }
    }

    /// @param name       how steps call them
    /// @param mail       an e-mail address
    /// @param webhook    an https URL
    /// @param secretFile of a webhook: a file whose first line is the secret of its signature
    public record Recipient(String name, Optional<String> mail, Optional<String> webhook, Optional<String> secret,
            Optional<String> secretFile) {
        public Recipient {
            new SecretSource(secret, secretFile).check("webhook");
            if (mail.isPresent() == webhook.isPresent()) {
                throw new IllegalArgumentException("The recipient (%s) must have mail or webhook, and not both."
                        .formatted(name));
            }
            webhook.ifPresent(url -> Webhook.check(URI.create(url)));
            if (webhook.isPresent() && secret.isEmpty() && secretFile.isEmpty()) {
                throw new IllegalArgumentException("The webhook of %s must have a secretFile.".formatted(name));
            }
        }

        /// Without the secret.
        @Override
        public String toString() {
            return "Recipient[" + name + "]";
        }
    }

    /// @param after minutes for which nobody has acknowledged; absent: 0
    /// @param least LOW, MEDIUM or HIGH: alarms of lower priority are not told; absent: LOW
    /// @param tell  names of recipients
    public record EscalationStep(Optional<Integer> after, Optional<Priority> least, List<String> tell) {
        public EscalationStep {
            if (after.orElse(0) < 0 || tell.isEmpty()) {
                throw new IllegalArgumentException("A step must tell somebody, after 0 minutes or more.");
            }
        }
    }

    public NotifySection {
        Set<String> names = new HashSet<>();
        for (Recipient recipient : recipients) {
            if (!names.add(recipient.name())) {
                throw new IllegalArgumentException("The recipient (%s) stands twice.".formatted(recipient.name()));
            }
            if (recipient.mail().isPresent() && mail.isEmpty()) {
                throw new IllegalArgumentException(
                        "The recipient (%s) has an e-mail address: mail must name a mail server."
                                .formatted(recipient.name()));
            }
        }
        for (EscalationStep step : steps) {
            step.tell().stream().filter(name -> !names.contains(name)).findFirst().ifPresent(name -> {
                throw new IllegalArgumentException("There is no recipient (%s); there are %s.".formatted(name, names));
            });
        }
        language.filter(of -> !NoticeText.LANGUAGES.contains(of)).ifPresent(of -> {
            throw new IllegalArgumentException("The language (%s) must be one of %s.".formatted(of,
                    NoticeText.LANGUAGES));
        });
    }

    /// The ways to those who are told.
    ///
    /// @param all     every recipient once, by name
    /// @param steps   of the escalation
    /// @param closing what is to be closed in the end
    public record Roster(Map<String, Messenger> all, List<Step> steps, List<AutoCloseable> closing) {}

    /// Makes what the words stand for; sends nothing.
    ///
    /// @param beside folder of ondol.yaml
    public Roster roster(Path beside, ZoneId zone) {
        List<AutoCloseable> closing = new ArrayList<>();
        Optional<Mail> server = mail.map(of -> new Mail(of.read(beside), new NoticeText(language.orElse("en"), zone)));
        server.ifPresent(closing::add);
        Map<String, Messenger> all = new LinkedHashMap<>();
        for (Recipient recipient : recipients) {
            Messenger messenger = recipient.mail().isPresent()
                    ? server.orElseThrow().to(recipient.mail().get())
                    : new Webhook(recipient.name(), URI.create(recipient.webhook().orElseThrow()),
                            new SecretSource(recipient.secret(),
                                    recipient.secretFile()).read(beside).orElse(""),
                            InstantSource.system());
            all.put(recipient.name(), messenger);
            closing.add(messenger);
        }
        List<Step> ordered = steps.stream()
                .map(step -> new Step(Duration.ofMinutes(step.after().orElse(0)), step.least()
                        .orElse(Priority.LOW), step.tell().stream().map(name -> messenger(all, name)).toList()))
                .sorted(
                        java.util.Comparator.comparing(Step::after))
                .toList();
        return new Roster(all, ordered, closing);
    }

    private static Messenger messenger(Map<String, Messenger> all, String name) {
        Messenger found = all.get(name);
        if (found == null) {
            throw new IllegalStateException("The recipient (%s) must be known.".formatted(name));
        }
        return found;
    }
}
