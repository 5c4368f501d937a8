package dev.ondol.controllers;

import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.CycleApplied;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.operation.ActReply;
import dev.ondol.facility.operation.RecommendationBoard;
import java.time.Duration;

/// Where control's messages go, in the order of the calls. No method blocks or throws; what cannot be sent is lost, and
/// control sends again what matters.
public interface Outlet {
    /// @param expiry wall time after which the broker may drop it
    void command(Command command, Duration expiry);

    void cycleApplied(CycleApplied message);

    void heartbeat(Heartbeat message);

    void reply(OperatorReply message);

    void reply(ActReply message);

    /// Retained.
    void recommendations(RecommendationBoard board);

    /// To be kept by the broker.
    void lockouts(Lockouts message);
}
