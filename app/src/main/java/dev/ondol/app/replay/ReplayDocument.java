package dev.ondol.app.replay;

import dev.ondol.historian.replay.ReplayEvent;
import dev.ondol.proof.ReplayResult;
import dev.ondol.proof.replay.SideBySide;
import java.util.List;

/// What the Replay screen shows of a replay beside its lines; its components are the keys of the JSON.
///
/// @param replay what `ondol replay --json` prints
/// @param slots  on which the lines lie
/// @param events what happened at the plant in the window, in order of time; empty where the source is no history
record ReplayDocument(ReplayResult replay, Slots slots, List<ReplayEvent> events) {
    /// As of [SideBySide].
    record Slots(long start, long slotMs, int slots, List<SideBySide.Stretch> notJudged) {
        static Slots of(SideBySide shown) {
            return new Slots(shown.start(), shown.slotMs(), shown.slots(), shown.notJudged());
        }
    }
}
