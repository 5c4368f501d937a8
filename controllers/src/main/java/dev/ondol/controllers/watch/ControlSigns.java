package dev.ondol.controllers.watch;

import dev.ondol.controllers.ControlStatistics;
import dev.ondol.controllers.alarm.Sign;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.StorageStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Signs of control itself: its mode, what the verifier refuses, and whether what it writes down is kept. Owned by one thread.
final class ControlSigns {
    /// So long a plan that was refused is news, wall milliseconds.
    private static final long REFUSED_MS = 900_000;

    private @Nullable StorageStatus storage;
    private long misfits;
    private long misfitSeen;

    void storage(StorageStatus told) {
        storage = told;
    }

    /// @param done          what control has done
    /// @param historianAway whether the database does not answer the watch
    /// @param auditImpaired whether the watch's own audit entries wait for too long
    /// @param unreached     who could not be told of an alarm
    /// @param wall          wall time in milliseconds
    List<Sign> look(ControlStatistics done, boolean historianAway, boolean auditImpaired, List<String> unreached,
            long wall) {
        List<Sign> signs = new ArrayList<>();
        boolean fallback = done.mode() == Mode.FALLBACK && !done.cause().isEmpty();
        signs.add(new Sign("control-fallback", "control", Sign.SITE, fallback, null, Map.of("cause", done.cause())));
        if (done.misfits() != misfits) {
            misfits = done.misfits();
            misfitSeen = wall;
        }
        signs.add(new Sign("verifier-refuses", "optimizer", Sign.SITE, misfitSeen > 0 && wall - misfitSeen < REFUSED_MS,
                (double) misfits, Map.of()));
        signs.add(Sign.of("historian-away", "historian", Sign.SITE, historianAway || done.historianAway()));
        signs.add(Sign.of("audit-impaired", "audit", Sign.SITE, done.auditImpaired() || auditImpaired));
        signs.add(new Sign("notice-undelivered", "notices", Sign.SITE, !unreached.isEmpty(), null, Map.of("to", String
                .join(", ", unreached))));
        StorageStatus room = storage;
        if (room != null) {
            signs.add(Sign.of("disk-full", "historian", Sign.SITE, room.room() == StorageStatus.Room.FULL));
            signs.add(Sign.of("disk-low", "historian", Sign.SITE, room.room() != StorageStatus.Room.ROOMY));
        }
        return signs;
    }
}
