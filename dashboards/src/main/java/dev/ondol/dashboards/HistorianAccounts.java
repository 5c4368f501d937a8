package dev.ondol.dashboards;

import dev.ondol.dashboards.access.AccountBook;
import dev.ondol.dashboards.access.Role;
import dev.ondol.historian.HistorianUnavailable;
import dev.ondol.historian.account.AccountStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The book of accounts is the historian. An account whose role this version does not know may do nothing, so it is left out.
final class HistorianAccounts implements AccountBook {
    private final AccountStore store;

    HistorianAccounts(AccountStore store) {
        this.store = store;
    }

    @Override
    public List<Account> accounts() throws Closed {
        return ask(() -> store.accounts().stream().flatMap(stored -> with(stored.role(), role -> new Account(stored
                .name(), role, stored.password()))).toList());
    }

    @Override
    public List<Machine> machines() throws Closed {
        return ask(() -> store.tokens().stream().flatMap(stored -> with(stored.role(), role -> new Machine(stored.id(),
                stored.label(), role, stored.sha256(), stored.madeBy(), stored.madeAt()))).toList());
    }

    @Override
    public boolean addFirst(Account account) throws Closed {
        return ask(() -> store.addFirst(account.name(), account.role().id(), account.kept()));
    }

    @Override
    public void addMachine(Machine machine) throws Closed {
        ask(() -> {
            store.addToken(machine.id(), machine.label(), machine.role().id(), machine.sha256(), machine.madeBy());
            return true;
        });
    }

    @Override
    public boolean revoke(String id) throws Closed {
        return ask(() -> store.revoke(id));
    }

    private static <T> Stream<T> with(String role, java.util.function.Function<Role, T> make) {
        Optional<Role> known = Role.of(role);
        return known.map(make).stream();
    }

    private static <T> T ask(Supplier<T> call) throws Closed {
        try {
            return call.get();
        } catch (HistorianUnavailable e) {
            throw new Closed("The historian does not answer: " + e.getMessage(), e);
        }
    }
}
