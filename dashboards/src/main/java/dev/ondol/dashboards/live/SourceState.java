package dev.ondol.dashboards.live;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.Mark;
import org.jspecify.annotations.Nullable;

/// One gateway source: how far it has published and how far that is committed in the historian. Not thread-safe.
final class SourceState {
    private @Nullable String boot;
    private long seq;
    private @Nullable Mark mark;

    void frame(Frame frame) {
        boolean replay = frame.boot().equals(boot) && frame.seq() <= seq;
        if (!replay) {
            boot = frame.boot();
            seq = frame.seq();
        }
    }

    void mark(Mark newMark) {
        mark = newMark;
    }

    /// Frames published but not yet committed; null where the two cannot be compared.
    @Nullable
    Long behind() {
        if (boot == null || mark == null || !mark.boot().equals(boot)) {
            return null;
        }
        return Math.max(0, seq - mark.seq());
    }
}
