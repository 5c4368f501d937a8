package dev.ondol.controllers;

import dev.ondol.controllers.mode.Autonomy;
import dev.ondol.controllers.mode.Cause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts what control does; the fields mean the same as in [ControlStatistics]. Owned by the controller.
final class Tally {
    private static final Logger log = LoggerFactory.getLogger(Tally.class);
    long plans;
    long sent;
    long applied;
    long refused;
    long rejected;
    long ignored;
    long misfits;

    void ignore(String why) {
        ignored++;
        log.warn("Ignored: {}", why);
    }

    ControlStatistics statistics(Autonomy autonomy, long epoch, boolean leads, int waiting, long lost) {
        return new ControlStatistics(autonomy.mode(), autonomy.cause().map(Cause::code).orElse(""), epoch, leads, plans,
                sent,
                applied, refused, rejected, ignored, waiting, lost, misfits, false, false);
    }
}
