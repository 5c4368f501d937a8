package dev.ondol.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Under which account PostgreSQL runs, which refuses to run as root. An ordinary user runs it himself. Root runs it in a
/// user namespace of its own, where root is nobody but still owns its files, so that data folders below root's home work
/// too; where namespaces are forbidden (containers), as the user `nobody`.
///
/// @param prefix the words before a command that make it run under the account
/// @param owner who must own the server's files; empty to leave them as they are
record ServerAccount(List<String> prefix, String owner) {
    private static final Duration QUICK = Duration.ofSeconds(10);
    private static final List<String> NAMESPACE = List.of("unshare", "--user");
    private static final List<String> NOBODY = List.of("setpriv", "--reuid=nobody", "--regid=nogroup",
            "--clear-groups");

    static ServerAccount choose() {
        if (!runningAsRoot()) {
            return new ServerAccount(List.of(), "");
        }
        if (Command.run(QUICK, words(NAMESPACE, "true")).succeeded()) {
            return new ServerAccount(NAMESPACE, "root");
        }
        return nobody();
    }

    /// The way where user namespaces are forbidden.
    static ServerAccount nobody() {
        return new ServerAccount(NOBODY, "nobody");
    }

    static boolean runningAsRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    Command run(Duration timeout, Path program, String... arguments) {
        List<String> all = new ArrayList<>(prefix);
        all.add(program.toString());
        all.addAll(List.of(arguments));
        return Command.run(timeout, all);
    }

    /// Gives the path with all below it to the account.
    void own(Path path) throws IOException {
        if (owner.isEmpty()) {
            return;
        }
        UserPrincipal user = path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner);
        if (Files.getOwner(path).equals(user) && !Files.isDirectory(path)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(path)) {
            for (Path each : paths.toList()) {
                if (!Files.getOwner(each).equals(user)) {
                    Files.setOwner(each, user);
                }
            }
        }
    }

    /// Throws [ServiceUnavailable] where the account cannot write into a folder that is its own, because it may not enter
    /// one of the folders above.
    void requireAccess(Path folder, String service) {
        Command test = Command.run(QUICK,
                words(prefix, "test", "-w", folder.toString(), "-a", "-x", folder.toString()));
        if (!test.succeeded()) {
            String who = owner.isEmpty() ? "this account" : "the user " + owner;
            throw new ServiceUnavailable(
                    "The %s runs as %s, who may not enter its data folder %s.".formatted(service, who, folder),
                    "Choose a data folder that is open to all (chmod a+x on the folders above it) or start Ondol as an ordinary user.");
        }
    }

    private static List<String> words(List<String> prefix, String... words) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(List.of(words));
        return all;
    }
}
