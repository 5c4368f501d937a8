package dev.ondol.dashboards.http;

import dev.ondol.dashboards.live.ActDesk;
import dev.ondol.dashboards.recording.RecordingFolder;
import java.util.Optional;

/// What the routes of operators need.
///
/// @param acts       the way to control and back
/// @param archive    what was done
/// @param figures    what a report is made of
/// @param replays    recorded telemetry in the simulator
/// @param recordings files that people bring to be replayed; absent where no folder is shared with the replayer
public record Operations(ActDesk acts, OperatorArchive archive, ReportFigures figures, ReplayDesk replays,
        Optional<RecordingFolder> recordings) {
    /// Without a folder.
    public Operations(ActDesk acts, OperatorArchive archive, ReportFigures figures, ReplayDesk replays) {
        this(acts, archive, figures, replays, Optional.empty());
    }
}
