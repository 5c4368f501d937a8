package dev.ondol.optimizer.problem;

import dev.ondol.optimizer.cluster.Nodes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where there is room at each slot, looked for once a kind of replica: most gangs of a queue are of few kinds. One thread.
final class Rooms {
    private final Nodes nodes;
    private final Occupancy base;
    private final Map<Room.Kind, OfKind> kinds = new HashMap<>();

    /// The room for one kind of replica over the slots.
    final class OfKind {
        private final Room.Kind kind;
        private final @Nullable Room[] slots = new Room[Slots.COUNT];

        private OfKind(Room.Kind kind) {
            this.kind = kind;
        }

        Room at(int slot) {
            Room room = slots[slot];
            if (room == null) {
                room = new Room(kind, base, nodes.ofModel(kind.model()), slot);
                slots[slot] = room;
            }
            return room;
        }
    }

    /// @param base filled, and not changed any more once the first room was looked for
    Rooms(Nodes nodes, Occupancy base) {
        this.nodes = nodes;
        this.base = base;
    }

    OfKind of(Room.Kind kind) {
        return kinds.computeIfAbsent(kind, OfKind::new);
    }
}
