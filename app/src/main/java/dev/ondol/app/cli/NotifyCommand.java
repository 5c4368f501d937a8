package dev.ondol.app.cli;

import dev.ondol.app.config.ConfigurationFile;
import dev.ondol.app.config.NotifySection.Roster;
import dev.ondol.app.config.UserError;
import dev.ondol.controllers.notify.Messenger;
import dev.ondol.controllers.notify.Notice;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.site.Site;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ondol notify`: whether those who are to be told of alarms can be reached.
@Command(name = "notify", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Sends a test notice to everybody who would be told of alarms, and says whether it was taken. It ends with 1 where it was not.",
        "Who they are stands in ondol.yaml under control.notices; docs/notification.md describes it."})
public final class NotifyCommand implements Callable<Integer> {
    private static final long PATIENCE_S = 60;

    /// @param recipients what came of each: `sent`, or why not
    private record Outcome(Map<String, String> recipients) {}

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "ondol.yaml; docs/ondol.example.yaml is one to start from.")
    private Path config = Path.of("ondol.yaml");

    @Option(names = "--to", paramLabel = "NAME", split = ",", description = "Only to these recipients, as the file calls them.")
    private List<String> to = List.of();

    @Option(names = "--json", description = "Print one JSON object to stdout.")
    private boolean json;

    @Override
    public Integer call() throws InvalidConfiguration, InterruptedException {
        ConfigurationFile file = ConfigurationFile.read(config, System.getenv());
        Site site = file.site();
        Roster roster = file.roster(site).orElseThrow(() -> new UserError(
                "%s names nobody who is to be told of alarms: it has no control.notices. docs/notification.md describes it."
                        .formatted(config)));
        Map<String, Messenger> chosen = new LinkedHashMap<>(roster.all());
        to.stream().filter(name -> !chosen.containsKey(name)).findFirst().ifPresent(name -> {
            throw new UserError(
                    "There is no recipient %s in %s; there are %s.".formatted(name, config, chosen.keySet()));
        });
        chosen.keySet().removeIf(name -> !to.isEmpty() && !to.contains(name));
        Map<String, String> outcomes = new LinkedHashMap<>();
        Notice notice = new Notice(Notice.VERSION, UUID.randomUUID().toString(), site.id(), System.currentTimeMillis(),
                true, List.of(), List.of(), null, file.dashboardLink().orElse(null));
        for (Map.Entry<String, Messenger> one : chosen.entrySet()) {
            outcomes.put(one.getKey(), outcome(one.getValue(), notice));
            if (!json) {
                spec.commandLine().getOut().printf("%-20s %s%n", one.getKey(), outcomes.get(one.getKey()));
            }
        }
        for (AutoCloseable part : roster.closing().reversed()) {
            close(part);
        }
        if (json) {
            spec.commandLine().getOut().println(new String(JsonMessages.write(new Outcome(outcomes)),
                    StandardCharsets.UTF_8));
        }
        return outcomes.values().stream().allMatch("sent"::equals) ? 0 : 1;
    }

    private static String outcome(Messenger messenger, Notice notice) throws InterruptedException {
        try {
            messenger.send(notice).get(PATIENCE_S, TimeUnit.SECONDS);
            return "sent";
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return "failed: " + (cause.getMessage() == null ? cause.toString() : cause.getMessage());
        } catch (TimeoutException e) {
            return "failed: no answer within " + PATIENCE_S + " s";
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("The way to a recipient must close.", e);
        }
    }
}
