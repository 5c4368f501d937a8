package dev.ondol.controllers.alarm;

import dev.ondol.facility.operation.AlarmState;
import dev.ondol.facility.operation.AlarmView;
import dev.ondol.facility.operation.AlarmView.Shelf;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One alarm on the list. Owned by one thread.
final class Alarm {
    private static final long STANDING_MS = 24L * 3_600_000;

    final String id;
    final Definition definition;
    final String source;
    final String scope;
    final long raised;
    final long raisedWall;
    boolean active = true;
    boolean acknowledged;
    boolean annunciated;
    boolean firstOut;
    boolean chattering;
    boolean outOfService;
    int count = 1;
    @Nullable
    Double value;
    Map<String, String> params;
    @Nullable
    Long clearedWall;
    long changedWall;
    @Nullable
    String root;
    @Nullable
    String ackedBy;
    @Nullable
    Long ackedWall;
    @Nullable
    Shelf shelf;

    Alarm(String id, Definition definition, Sign sign, Now now) {
        this.id = id;
        this.definition = definition;
        this.source = sign.source();
        this.scope = sign.scope();
        this.raised = now.plant();
        this.raisedWall = now.wall();
        this.changedWall = now.wall();
        this.value = sign.value();
        this.params = sign.params();
    }

    /// As it was kept.
    Alarm(AlarmView kept, Definition definition) {
        id = kept.id();
        this.definition = definition;
        source = kept.source();
        scope = kept.scope();
        raised = kept.raised();
        raisedWall = kept.raisedWall();
        active = kept.active();
        acknowledged = kept.acknowledged();
        annunciated = kept.annunciated();
        firstOut = kept.firstOut();
        count = kept.count();
        value = kept.value();
        params = kept.params();
        clearedWall = kept.clearedWall();
        changedWall = kept.changedWall();
        root = kept.root();
        ackedBy = kept.ackedBy();
        ackedWall = kept.ackedWall();
        shelf = kept.shelved();
    }

    AlarmState state() {
        if (outOfService) {
            return AlarmState.OUT_OF_SERVICE;
        }
        if (shelf != null) {
            return AlarmState.SHELVED;
        }
        if (root != null) {
            return AlarmState.SUPPRESSED;
        }
        if (!active) {
            return AlarmState.UNACK_CLEARED;
        }
        return acknowledged ? AlarmState.ACKED_ACTIVE : AlarmState.UNACK_ACTIVE;
    }

    /// Normal again: nothing holds it on the list. What sounded must have been acknowledged.
    boolean over() {
        return !active && (acknowledged || !annunciated);
    }

    /// Calls for attention now.
    boolean sounds() {
        AlarmState state = state();
        return !acknowledged && (state == AlarmState.UNACK_ACTIVE || state == AlarmState.UNACK_CLEARED);
    }

    boolean standing(long wall) {
        return active && wall - raisedWall > STANDING_MS;
    }

    void acknowledge(String by, long wall) {
        if (!acknowledged) {
            acknowledged = true;
            ackedBy = by;
            ackedWall = wall;
            changedWall = wall;
        }
    }

    AlarmView view(long wall, boolean ended) {
        Long respondBy = active && !acknowledged && state() == AlarmState.UNACK_ACTIVE
                ? Long.valueOf(raisedWall + definition.timeToRespondS() * 1_000L)
                : null;
        return new AlarmView(id, definition.id(), source, scope, definition.priority(), state(), active, acknowledged,
                value, definition.limit(), definition.unit(), params, raised, raisedWall, clearedWall, changedWall,
                count, root, annunciated, firstOut, chattering, standing(wall), ackedBy, ackedWall, shelf, respondBy,
                ended ? Long.valueOf(wall) : null);
    }
}
