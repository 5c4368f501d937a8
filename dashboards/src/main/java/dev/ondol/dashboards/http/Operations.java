package dev.ondol.dashboards.http;

import dev.ondol.dashboards.live.ActDesk;

/// What the routes of operators need.
///
/// @param acts    the way to control and back
/// @param archive what was done
/// @param figures what a report is made of
/// @param replays recorded telemetry in the simulator
public record Operations(ActDesk acts, OperatorArchive archive, ReportFigures figures, ReplayDesk replays) {}
