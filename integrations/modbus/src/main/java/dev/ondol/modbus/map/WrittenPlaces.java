package dev.ondol.modbus.map;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the gateway writes at one device. Nothing is written for two reasons: a register that two set-points share would follow the
/// one that spoke last, and a coil that two share could not give one of them back.
final class WrittenPlaces {
    private static final String HEARTBEAT = "the heartbeat";

    private final Map<Integer, String> registers = new HashMap<>();
    private final Map<Integer, String> coils = new HashMap<>();
    private final Set<String> points = new HashSet<>();

    WrittenPlaces(Optional<Integer> heartbeat) {
        heartbeat.ifPresent(address -> registers.put(address, HEARTBEAT));
    }

    /// @throws IllegalArgumentException if it would be written where something else is, or its localValue cannot be
    void take(MappedRegister register) {
        if (!register.written()) {
            return;
        }
        String point = register.point().id().toString();
        if (!points.add(point)) {
            throw new IllegalArgumentException(
                    "The set-point stands twice in one device; each register has a point of its own.");
        }
        for (int address = register.address(); address < register.address() + register.type().registers(); address++) {
            refuse(registers.putIfAbsent(address, point), "register", address);
        }
        register.remoteCoil().ifPresent(coil -> refuse(coils.putIfAbsent(coil, point), "remoteCoil", coil));
        if (register.localValue().isPresent() && register.encode(register.localValue().get()).isEmpty()) {
            throw new IllegalArgumentException("The localValue (%s) does not fit its register.".formatted(register
                    .localValue().get()));
        }
    }

    private static void refuse(@Nullable String other, String what, int address) {
        if (other != null) {
            throw new IllegalArgumentException("The %s %d is written by %s already.".formatted(what, address, other));
        }
    }
}
