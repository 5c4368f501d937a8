package dev.ondol.controllers.command;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Which epoch this process commands in: asked for once, above everything that the plant remembers, and lost for good when
/// somebody else gets a higher one. Owned by one thread.
///
/// ```
/// none --connected, the plant's memory heard or waited for--> asked --granted--> ours --higher one seen--> superseded
///                                                               ^   |             |
///                                                               +---+-------------+
///                        granted too low, or the plant's memory (not news) is higher before anything was sent
/// ```
public final class Epochs {
    private final String site;
    private final long waitMs;
    private @Nullable Sequence sequence;
    private long highestSeen;
    private boolean heard;
    private boolean asked;
    private long connectedSince = Long.MAX_VALUE;

    /// @param waitMs wall time in milliseconds to wait for the plant's memory, which a new plant does not have
    public Epochs(String site, long waitMs) {
        this.site = site;
        this.waitMs = waitMs;
    }

    /// The plant has seen that epoch.
    ///
    /// @param memory true: it tells the past, and nothing was sent in our epoch yet
    /// @return true if another controller has taken over
    public boolean seen(long epoch, boolean memory) {
        heard = true;
        highestSeen = Math.max(highestSeen, epoch);
        Sequence ours = sequence;
        if (ours == null || epoch <= ours.epoch()) {
            return false;
        }
        if (memory) {
            sequence = null;
            asked = false;
            return false;
        }
        return true;
    }

    /// The epoch above which one is to be asked for now; empty while it is too early, or asked already.
    ///
    /// @param wall wall time in milliseconds
    public OptionalLong wanted(long wall, boolean connected) {
        connectedSince = connected ? Math.min(connectedSince, wall) : Long.MAX_VALUE;
        if (asked || sequence != null || !connected || !heard && wall - connectedSince < waitMs) {
            return OptionalLong.empty();
        }
        asked = true;
        return OptionalLong.of(highestSeen);
    }

    /// The historian's answer.
    ///
    /// @return true if it can be used; false: it is to be asked again
    public boolean granted(long epoch) {
        if (epoch <= highestSeen) {
            asked = false;
            return false;
        }
        sequence = new Sequence(site, epoch);
        return true;
    }

    /// Empty while there is no epoch.
    public Optional<Sequence> sequence() {
        return Optional.ofNullable(sequence);
    }

    /// 0 while there is none.
    public long current() {
        return sequence().map(Sequence::epoch).orElse(0L);
    }
}
