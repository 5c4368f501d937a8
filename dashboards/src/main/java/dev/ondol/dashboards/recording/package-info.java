/// Recordings that people bring: files in the folder that a replayer reads, and what their names mean. No route, no database.
@NullMarked
package dev.ondol.dashboards.recording;

import org.jspecify.annotations.NullMarked;
