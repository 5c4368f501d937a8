package dev.ondol.controllers.alarm;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The condition of one alarm at one source: delays make it steady, and repetition makes it chattering. Owned by one thread.
final class Condition {
    static final long CHATTER_SPAN_MS = 60_000;
    static final int CHATTER_TIMES = 3;
    /// A chattering alarm has ended when it was quiet for this long, wall time.
    static final long CHATTER_QUIET_MS = 60_000;
    private static final long UNSEEN = Long.MIN_VALUE;

    private final Definition definition;
    private final Deque<Long> rises = new ArrayDeque<>();
    private boolean present;
    private boolean active;
    private boolean chattering;
    private long changed = UNSEEN;
    private long lastPresentWall = UNSEEN;
    private @Nullable Sign newest;

    Condition(Definition definition) {
        this.definition = definition;
    }

    Definition definition() {
        return definition;
    }

    void seen(Sign sign, Now now) {
        newest = sign;
        if (sign.present() != present || changed == UNSEEN) {
            if (sign.present()) {
                rises.addLast(now.wall());
            }
            present = sign.present();
            changed = now.of(definition.clock());
        }
        if (present) {
            lastPresentWall = now.wall();
        }
    }

    /// What was active before this process began.
    void recall(Sign sign, Now now) {
        newest = sign;
        present = true;
        active = true;
        changed = now.of(definition.clock());
        lastPresentWall = now.wall();
    }

    @Nullable
    Sign newest() {
        return newest;
    }

    boolean active() {
        return active;
    }

    boolean present() {
        return present;
    }

    boolean chattering() {
        return chattering;
    }

    /// True if it is present and its delay is over, and was not active before.
    boolean rises(Now now) {
        return !active && present && elapsed(now) >= definition.onDelayMs();
    }

    /// True if it is gone, its delay is over, and was active before.
    boolean falls(Now now) {
        boolean quiet = !chattering || now.wall() - lastPresentWall >= CHATTER_QUIET_MS;
        return active && !present && changed != UNSEEN && elapsed(now) >= definition.offDelayMs() && quiet;
    }

    void set(boolean nowActive) {
        active = nowActive;
    }

    void judgeChatter(Now now) {
        rises.removeIf(at -> at <= now.wall() - CHATTER_SPAN_MS || at > now.wall());
        if (rises.size() >= CHATTER_TIMES) {
            chattering = true;
        } else if (rises.isEmpty()) {
            chattering = false;
        }
    }

    /// A clock that went back begins the delay again.
    private long elapsed(Now now) {
        long at = now.of(definition.clock());
        if (at < changed) {
            changed = at;
        }
        return at - changed;
    }
}
