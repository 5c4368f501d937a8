package dev.ondol.gateway;

import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorRequest;

/// Decides whether control may write: it may while its heartbeat says AUTO or ADVISE in the newest epoch, is not older than
/// [#SILENCE_MS], and no operator has left AUTO. After EXIT_AUTO it takes a later CHOOSE_AUTO and a heartbeat after that
/// which confirms it. Wall times come from a clock that never jumps. Confined to one thread.
///
/// ```
///          EXIT_AUTO                   CHOOSE_AUTO            heartbeat AUTO
/// OPEN ----------------> EXITED ----------------> CHOSEN ----------------> OPEN
///                          ^  EXIT_AUTO, CHOOSE_SHADOW |
///                          +---------------------------+
/// ```
final class ControlWatch {
    /// Wall milliseconds without a heartbeat after which control counts as gone.
    static final long SILENCE_MS = 3_000;

    /// Whether control may write, and if not, why.
    enum Standing {
        AUTOMATIC("control is in AUTO"), EXITED("an operator has left AUTO"), SILENT("control is silent"), NOT_AUTO(
                "control is not in AUTO"), OLDER_EPOCH("control is of an older epoch");

        private final String text;

        Standing(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    private enum Door {
        OPEN, EXITED, CHOSEN
    }

    private Door door;
    private boolean heard;
    private long heardMs;
    private Mode mode = Mode.FALLBACK;
    private long epoch;

    /// @param exited true if an operator had left AUTO when the gateway last ran
    ControlWatch(boolean exited) {
        door = exited ? Door.EXITED : Door.OPEN;
    }

    /// @param newestEpoch highest epoch seen anywhere; a heartbeat of an older one is not heard
    void heartbeat(Heartbeat heartbeat, long newestEpoch, long wallMs) {
        if (heartbeat.epoch() < newestEpoch) {
            return;
        }
        boolean keeps = alive(wallMs) && writes() && heartbeat.epoch() == epoch;
        heard = true;
        heardMs = wallMs;
        mode = heartbeat.mode() == Mode.HOLD && !keeps ? Mode.FALLBACK : heartbeat.mode();
        epoch = heartbeat.epoch();
        if (door == Door.CHOSEN && writes() && mode != Mode.HOLD) {
            door = Door.OPEN;
        }
    }

    void request(OperatorRequest.Action action) {
        door = switch (action) {
            case EXIT_AUTO -> Door.EXITED;
            case CHOOSE_AUTO, CHOOSE_ADVISE -> door == Door.EXITED ? Door.CHOSEN : door;
            case CHOOSE_SHADOW -> door == Door.CHOSEN ? Door.EXITED : door;
        };
    }

    /// Whether commands of that epoch may be carried out.
    Standing standing(long newestEpoch, long wallMs) {
        if (door != Door.OPEN) {
            return Standing.EXITED;
        }
        if (!alive(wallMs)) {
            return Standing.SILENT;
        }
        if (epoch < newestEpoch) {
            return Standing.OLDER_EPOCH;
        }
        return writes() ? Standing.AUTOMATIC : Standing.NOT_AUTO;
    }

    /// In ADVISE each write was approved by an operator. In HOLD what was written before stays; there is nothing to keep where it was not
    /// in force.
    private boolean writes() {
        return mode == Mode.AUTO || mode == Mode.ADVISE || mode == Mode.HOLD;
    }

    /// True while control plans and can be waited for: alive, and not on local rules.
    boolean planning(long wallMs) {
        return alive(wallMs) && mode != Mode.FALLBACK;
    }

    boolean exited() {
        return door != Door.OPEN;
    }

    private boolean alive(long wallMs) {
        return heard && wallMs - heardMs < SILENCE_MS;
    }
}
