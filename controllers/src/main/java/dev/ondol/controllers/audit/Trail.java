package dev.ondol.controllers.audit;

import dev.ondol.controllers.verify.Evidence;
import dev.ondol.facility.audit.AuditEntry;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;

/// Takes what is done. No method blocks on the database or throws.
public interface Trail {
    /// Before a command goes out: whatever becomes of this process, there will be one row about it.
    ///
    /// @param evidence what the verifier looked at
    /// @param wall     wall time in milliseconds
    void commanded(Command command, Evidence evidence, long wall);

    /// The plant has answered; the first answer counts.
    void answered(Acknowledgement answer);

    /// Commands that the plant can no longer apply and has not answered are given up waiting for.
    ///
    /// @param now plant time in milliseconds
    void settle(long now);

    /// Something that is complete.
    void keep(AuditEntry entry);
}
