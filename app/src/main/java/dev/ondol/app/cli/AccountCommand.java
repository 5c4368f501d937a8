package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.dashboards.access.Passwords;
import dev.ondol.dashboards.access.Role;
import dev.ondol.dashboards.access.SignIn;
import dev.ondol.historian.account.AccountStore;
import dev.ondol.historian.account.StoredAccount;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `ondol account`: who may sign in to the dashboard.
@Command(name = "account", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Says who may sign in to the dashboard, and as what.",
        "The roles: viewer (looks), operator (runs the facility), engineer (sets its aims too),",
        "scheduler (places jobs) or admin (everything). What is changed holds in a running dashboard within 5 s."})
public final class AccountCommand {
    private static final Role NEEDED = Role.ADMIN;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Option(names = "--site", scope = ScopeType.INHERIT, paramLabel = "NAME", defaultValue = "kr-hn1", description = "Site of the data folder (default: ${DEFAULT-VALUE}).")
    private String site = "kr-hn1";

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Names, roles and when they were made.")
    int list() {
        PrintWriter out = spec.commandLine().getOut();
        try (DatabaseOption.Opened opened = database.open(site)) {
            for (StoredAccount account : opened.historian().accounts().accounts()) {
                out.println("%-24s %-10s %s".formatted(account.name(), account.role(), Instant.ofEpochMilli(account
                        .madeAt())));
            }
        }
        out.flush();
        return 0;
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Makes an account. The password is asked for, or read from the first line of stdin where that is no terminal.")
    int add(@Parameters(paramLabel = "NAME", description = "Small letters, digits, and . _ - between them.") String name,
            @Option(names = "--role", paramLabel = "ROLE", required = true, description = "viewer, operator, engineer, scheduler or admin.") String role) {
        if (!SignIn.usableName(name)) {
            throw new WrongUsage(
                    "The name (%s) must be small letters, digits, and . _ - between them.".formatted(name));
        }
        Role wanted = role(role);
        try (DatabaseOption.Opened opened = database.open(site)) {
            AccountStore accounts = opened.historian().accounts();
            if (!accounts.add(name, wanted.id(), hash(password()))) {
                throw new UserError(
                        "There is an account %s already. Give it another password with: ondol account password %s"
                                .formatted(name, name));
            }
        }
        return said("%s may sign in as %s.".formatted(name, wanted.id()));
    }

    @Command(name = "password", mixinStandardHelpOptions = true, description = "Gives an account another password; its sessions end.")
    int password(@Parameters(paramLabel = "NAME", description = "Of the account.") String name) {
        try (DatabaseOption.Opened opened = database.open(site)) {
            if (!opened.historian().accounts().password(name, hash(password()))) {
                throw new UserError("There is no account %s.".formatted(name));
            }
        }
        return said("%s has another password; who is signed in with the old one is signed out.".formatted(name));
    }

    @Command(name = "role", mixinStandardHelpOptions = true, description = "Gives an account another role.")
    int role(@Parameters(paramLabel = "NAME", description = "Of the account.") String name,
            @Parameters(paramLabel = "ROLE", description = "viewer, operator, engineer, scheduler or admin.") String role) {
        Role wanted = role(role);
        try (DatabaseOption.Opened opened = database.open(site)) {
            if (!opened.historian().accounts().role(name, wanted.id(), NEEDED.id())) {
                throw new UserError("There is no account %s, or it is the last admin.".formatted(name));
            }
        }
        return said("%s is %s.".formatted(name, wanted.id()));
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Removes an account; its sessions end. The last admin stays.")
    int remove(@Parameters(paramLabel = "NAME", description = "Of the account.") String name) {
        try (DatabaseOption.Opened opened = database.open(site)) {
            if (!opened.historian().accounts().remove(name, NEEDED.id())) {
                throw new UserError("There is no account %s, or no other account is admin.".formatted(name));
            }
        }
        return said("%s may not sign in any more.".formatted(name));
    }

    static Role role(String id) {
        List<String> all = Arrays.stream(Role.values()).map(Role::id).toList();
        return Role.of(id)
                .orElseThrow(() -> new WrongUsage("The role (%s) must be one of %s.".formatted(id, String.join(
                        ", ", all))));
    }

    private int said(String what) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(what);
        out.flush();
        return 0;
    }

    private static String hash(String password) {
        try {
            return Passwords.hash(password);
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(Objects.requireNonNullElse(e.getMessage(), "The password cannot be used."), e);
        }
    }

    private static String password() {
        // JDK 25 has no console where stdin is no terminal
        Optional<Console> console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (console.isPresent()) {
            char[] typed = console.get().readPassword("Password (%d characters or more): ", Passwords.SHORTEST);
            return typed == null ? "" : new String(typed);
        }
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UserError("The password cannot be read from stdin: %s.".formatted(e.getMessage()), e);
        }
    }
}
