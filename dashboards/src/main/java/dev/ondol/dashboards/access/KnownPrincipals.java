package dev.ondol.dashboards.access;

import dev.ondol.dashboards.access.AccountBook.Account;
import dev.ondol.dashboards.access.AccountBook.Closed;
import dev.ondol.dashboards.access.AccountBook.Machine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Accounts and machine tokens as last read from the book, so that a request is checked without waiting for a database, and
/// while it is away those who are known stay known. Thread-safe; only [#refresh] blocks.
public final class KnownPrincipals {
    private static final Logger LOG = LoggerFactory.getLogger(KnownPrincipals.class);

    private record Known(boolean read, Map<String, Account> accounts, Map<String, Machine> machines) {}

    private final AccountBook book;
    private volatile Known known = new Known(false, Map.of(), Map.of());
    private volatile boolean away;

    public KnownPrincipals(AccountBook book) {
        this.book = book;
    }

    /// Reads the book; keeps what was known where it is closed.
    public void refresh() {
        try {
            known = new Known(true, book.accounts().stream().collect(Collectors.toMap(Account::name, Function
                    .identity())), book.machines().stream().collect(Collectors.toMap(Machine::id,
                            Function
                                    .identity())));
            away = false;
        } catch (Closed e) {
            if (!away) {
                LOG.warn("The accounts cannot be read; those known so far stay. {}", e.getMessage());
            }
            away = true;
        }
    }

    public AccountBook book() {
        return book;
    }

    /// True once the book was read and had no account.
    public boolean nobody() {
        Known now = known;
        return now.read && now.accounts.isEmpty();
    }

    public Optional<Account> account(String name) {
        return Optional.ofNullable(known.accounts.get(name));
    }

    /// Who shows this token; empty where it was revoked or never made.
    public Optional<Principal> machine(String text) {
        return MachineToken.read(text).flatMap(token -> Optional.ofNullable(known.machines.get(token.id()))
                .filter(machine -> token.is(machine.sha256())))
                .map(machine -> new Principal(machine.label(), machine.role(), Principal.Kind.MACHINE));
    }

    public List<Machine> machines() {
        return known.machines.values().stream().sorted(java.util.Comparator.comparingLong(Machine::madeAt)).toList();
    }
}
