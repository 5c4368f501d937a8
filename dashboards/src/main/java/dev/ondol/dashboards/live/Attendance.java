package dev.ondol.dashboards.live;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.Mark;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.SourceStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who is there: roles by their heartbeats, sources by their last words, and how far what they sent is stored. Not thread-safe.
final class Attendance {
    private static final long SILENT_AFTER_MS = 3_000;
    private static final String CONTROL = "control";

    private record Heard(Heartbeat beat, long at) {}

    /// Control has another mode than at its heartbeat before.
    record ModeChange(Mode from, Mode to) {}

    private final Map<String, SourceState> sources = new HashMap<>();
    private final Map<String, SourceStatus> statuses = new TreeMap<>();
    private final Map<String, Heard> roles = new TreeMap<>();

    void frame(String source, Frame frame) {
        source(source).frame(frame);
    }

    void mark(String source, Mark mark) {
        source(source).mark(mark);
    }

    void status(String source, SourceStatus status) {
        statuses.put(source, status);
    }

    /// Null where the mode is as it was; the first heartbeat that this dashboard hears is no change of mode.
    @Nullable
    ModeChange heartbeat(Heartbeat beat, boolean retained, long wall) {
        Heard before = roles.put(beat.role(), new Heard(beat, retained ? Math.min(wall, beat.wall()) : wall));
        boolean changed = beat.role().equals(CONTROL) && before != null && before.beat().mode() != beat.mode();
        return changed ? new ModeChange(before.beat().mode(), beat.mode()) : null;
    }

    /// Sources whose last word is that they are offline.
    List<String> offline() {
        List<String> offline = new ArrayList<>();
        statuses.forEach((source, status) -> {
            if (!status.online() && !source.equals(CONTROL)) {
                offline.add(source);
            }
        });
        return List.copyOf(offline);
    }

    Overview.Control control(long wall) {
        Heard heard = roles.get(CONTROL);
        if (heard == null) {
            return new Overview.Control(null, false, 0, null, 0);
        }
        long silent = wall - heard.at();
        SourceStatus status = statuses.get(CONTROL);
        boolean gone = status != null && !status.online() && status.boot().equals(heard.beat().leader());
        return new Overview.Control(heard.beat().mode(), silent <= SILENT_AFTER_MS && !gone, silent, heard.beat()
                .leader(), heard.beat().epoch());
    }

    Map<String, Overview.Role> roles(long wall) {
        Map<String, Overview.Role> lives = new TreeMap<>();
        roles.forEach((name, heard) -> {
            long silent = wall - heard.at();
            lives.put(name, new Overview.Role(silent <= SILENT_AFTER_MS, silent, heard.beat().plant()));
        });
        return lives;
    }

    /// Frames published but not stored, all sources together; null while unknown.
    @Nullable
    Long behind() {
        Long sum = null;
        for (SourceState source : sources.values()) {
            Long behind = source.behind();
            if (behind != null) {
                sum = sum == null ? behind : Long.valueOf(sum + behind);
            }
        }
        return sum;
    }

    private SourceState source(String name) {
        return sources.computeIfAbsent(name, ignored -> new SourceState());
    }
}
