package dev.ondol.controllers.journal;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.operation.RecommendationBoard.Zone;
import dev.ondol.facility.point.PointId;
import java.util.List;
import java.util.Optional;

/// What control keeps of one site and needs back after a restart. Blocking; every method may throw
/// [dev.ondol.historian.HistorianUnavailable] while the database is away.
public interface Records {
    /// Principal of changes of the mode that control makes by itself.
    String CONTROL = "control";

    /// The mode that an operator chose last; empty if none ever did.
    Optional<Mode> chosenMode();

    void sent(List<Command> commands);

    /// Commands that were issued from that plant time on, in milliseconds, in their order.
    List<Command> sentSince(long plantTime);

    void acknowledged(Acknowledgement answer);

    /// @param plantTime plant time in milliseconds
    /// @param reason    code of the verdict
    void rejected(long plantTime, String planId, PointId point, double value, String reason);

    /// The ladder as operators chose it last.
    List<Zone> zones();

    void zoneChosen(Zone zone);

    /// @param principal the operator, or [#CONTROL]
    /// @param wall      wall time in milliseconds
    void modeChanged(Mode mode, String principal, String reason, long wall);

    /// Units out of service when control last wrote them down.
    List<Lockouts.Entry> lockouts();

    /// The units that are out of service now.
    void lockedOut(Lockouts now);

    /// The set-points that operators held when control last wrote them down.
    List<Overrides.Entry> overrides();

    /// The set-points that operators hold now, as the gateway says.
    void overridden(Overrides now);

    /// What an operator did by hand.
    ///
    /// @param code what came of it; "asked" where the gateway answers
    void intervened(Intervention asked, String code);
}
