package dev.ondol.dashboards;

import dev.ondol.dashboards.access.AccountBook;
import java.util.ArrayList;
import java.util.List;

/// A book of accounts in memory.
public final class MemoryBook implements AccountBook {
    private final List<Account> accounts = new ArrayList<>();
    private final List<Machine> machines = new ArrayList<>();
    private boolean closed;

    /// From now on it cannot be read.
    public synchronized void close() {
        closed = true;
    }

    public synchronized void put(Account account) {
        accounts.removeIf(other -> other.name().equals(account.name()));
        accounts.add(account);
    }

    public synchronized void remove(String name) {
        accounts.removeIf(account -> account.name().equals(name));
    }

    @Override
    public synchronized List<Account> accounts() throws Closed {
        check();
        return List.copyOf(accounts);
    }

    @Override
    public synchronized List<Machine> machines() throws Closed {
        check();
        return List.copyOf(machines);
    }

    @Override
    public synchronized boolean addFirst(Account account) throws Closed {
        check();
        return accounts.isEmpty() && accounts.add(account);
    }

    @Override
    public synchronized void addMachine(Machine machine) throws Closed {
        check();
        machines.add(machine);
    }

    @Override
    public synchronized boolean revoke(String id) throws Closed {
        check();
        return machines.removeIf(machine -> machine.id().equals(id));
    }

    private void check() throws Closed {
        if (closed) {
            throw new Closed("The test says so.", new IllegalStateException());
        }
    }
}
