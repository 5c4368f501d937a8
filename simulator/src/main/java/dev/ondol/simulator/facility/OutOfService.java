package dev.ondol.simulator.facility;

import dev.ondol.facility.point.PointCatalog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/// Which units have tripped or are being mended. Units of a kind are a bank that is told how many of it can run; chillers have
/// states of their own and are told one by one.
final class OutOfService {
    private final Map<String, Unit> units = new LinkedHashMap<>();
    private final Map<String, Bank> banks = new LinkedHashMap<>();

    /// Registers units that share their state.
    ///
    /// @param kind      for example `crah-h3`
    /// @param available hears how many can run
    void bank(String kind, int count, IntConsumer available) {
        Bank bank = new Bank(count, available);
        banks.put(kind, bank);
        for (int n = 1; n <= count; n++) {
            units.put(PointCatalog.unit(kind, n), new Unit(bank, ignored -> {}));
        }
    }

    /// Registers a unit with a state of its own.
    void unit(String name, Trip trip) {
        units.put(name, new Unit(new Bank(1, ignored -> {}), trip));
    }

    /// Trips a unit or gives it back. False if there is none of that name.
    boolean set(String name, boolean out) {
        Unit unit = units.get(name);
        if (unit == null) {
            return false;
        }
        if (unit.out != out) {
            unit.out = out;
            unit.bank.out += out ? 1 : -1;
            unit.bank.available.accept(unit.bank.count - unit.bank.out);
            unit.trip.out(out);
        }
        return true;
    }

    boolean out(String name) {
        Unit unit = units.get(name);
        return unit != null && unit.out;
    }

    /// Units of a bank that can run.
    int running(String kind, int count) {
        Bank bank = banks.get(kind);
        return bank == null ? count : bank.count - bank.out;
    }

    /// Names of all units that may trip.
    Set<String> names() {
        return Set.copyOf(units.keySet());
    }

    /// Takes one unit out or back.
    @FunctionalInterface
    interface Trip {
        void out(boolean out);
    }

    private static final class Bank {
        private final int count;
        private final IntConsumer available;
        private int out;

        Bank(int count, IntConsumer available) {
            this.count = count;
            this.available = available;
        }
    }

    private static final class Unit {
        private final Bank bank;
        private final Trip trip;
        private boolean out;

        Unit(Bank bank, Trip trip) {
            this.bank = bank;
            this.trip = trip;
        }
    }
}
