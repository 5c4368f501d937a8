package dev.ondol.controllers.command;

import dev.ondol.controllers.command.Reconciler.Write;
import dev.ondol.facility.message.Command;

/// Numbers the commands of one epoch: 1, 2, 3, ... Owned by one thread.
public final class Sequence {
    private final String site;
    private final long epoch;
    private long last;

    /// @param epoch greater than every epoch that the plant has seen
    public Sequence(String site, long epoch) {
        if (epoch <= 0) {
            throw new IllegalArgumentException("The epoch (%d) must be positive.".formatted(epoch));
        }
        this.site = site;
        this.epoch = epoch;
    }

    /// @param now      plant time in milliseconds
    /// @param notAfter plant time in milliseconds after which the plant must not apply it
    public Command number(Write write, String planId, long now, long notAfter) {
        return new Command(site, write.point().id(), write.value(), write.point().quantity().unit(), epoch, ++last, now,
                notAfter, planId, write.reason());
    }

    /// Whether a command went out with that number.
    public boolean gave(long ofEpoch, long number) {
        return ofEpoch == epoch && number >= 1 && number <= last;
    }

    public long epoch() {
        return epoch;
    }

    /// The highest number given so far; 0 before the first.
    public long last() {
        return last;
    }
}
