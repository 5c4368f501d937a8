package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.dashboards.access.MachineToken;
import dev.ondol.dashboards.access.Role;
import dev.ondol.historian.account.StoredToken;
import java.io.PrintWriter;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `ondol token`: which programs may ask the dashboard.
@Command(name = "token", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Which programs may ask the dashboard: they send \"Authorization: Bearer ondol_...\". Only the SHA-256 of a token is kept.",
        "What is changed holds in a running dashboard within 5 s."})
public final class TokenCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Option(names = "--site", scope = ScopeType.INHERIT, paramLabel = "NAME", defaultValue = "kr-hn1", description = "Site of the data folder (default: ${DEFAULT-VALUE}).")
    private String site = "kr-hn1";

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Ids, roles, who made them and when.")
    int list() {
        PrintWriter out = spec.commandLine().getOut();
        try (DatabaseOption.Opened opened = database.open(site)) {
            for (StoredToken token : opened.historian().accounts().tokens()) {
                out.println("%s %-10s %s by %s: %s".formatted(token.id(), token.role(), Instant.ofEpochMilli(token
                        .madeAt()), token.madeBy(), token.label()));
            }
        }
        out.flush();
        return 0;
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Makes a token and prints it, this once.")
    int add(@Parameters(paramLabel = "LABEL", description = "What the program is.") String label,
            @Option(names = "--role", paramLabel = "ROLE", required = true, description = "viewer, operator, engineer, scheduler or admin.") String role) {
        Role wanted = AccountCommand.role(role);
        if (label.isBlank()) {
            throw new WrongUsage("The label must say what the program is.");
        }
        MachineToken.Made made = MachineToken.make();
        try (DatabaseOption.Opened opened = database.open(site)) {
            opened.historian().accounts().addToken(made.token().id(), label.strip(), wanted.id(), made.token().sha256(),
                    "command line");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(made.text());
        out.flush();
        return 0;
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Takes a token back.")
    int revoke(@Parameters(paramLabel = "ID", description = "The 12 digits after ondol_.") String id) {
        try (DatabaseOption.Opened opened = database.open(site)) {
            if (!opened.historian().accounts().revoke(id)) {
                throw new UserError("There is no token %s.".formatted(id));
            }
        }
        return 0;
    }
}
