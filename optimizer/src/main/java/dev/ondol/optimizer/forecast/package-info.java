/// What the next day will bring: weather from what was observed. IT power needs no forecast of its own, it follows from
/// running jobs. No equipment belongs here.
@NullMarked
package dev.ondol.optimizer.forecast;

import org.jspecify.annotations.NullMarked;
