package dev.ondol.controllers;

import dev.ondol.controllers.mode.Autonomy;
import dev.ondol.controllers.mode.Cause;

/// Counts what control does; the fields mean the same as in [ControlStatistics]. Owned by the controller.
final class Tally {
    long plans;
    long sent;
    long applied;
    long refused;
    long rejected;
    long ignored;
    long misfits;

    ControlStatistics statistics(Autonomy autonomy, long epoch, boolean leads, int waiting, long lost) {
        return new ControlStatistics(autonomy.mode(), autonomy.cause().map(Cause::code).orElse(""), epoch, leads, plans,
                sent,
                applied, refused, rejected, ignored, waiting, lost, misfits, false, false);
    }
}
