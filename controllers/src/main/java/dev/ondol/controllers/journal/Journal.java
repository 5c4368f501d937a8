package dev.ondol.controllers.journal;

/// Takes what is to be written down, and never holds up the caller.
@FunctionalInterface
public interface Journal {
    /// Something to do with the records, in the order of the calls.
    @FunctionalInterface
    interface Entry {
        void carryOut(Records records);
    }

    void keep(Entry entry);
}
