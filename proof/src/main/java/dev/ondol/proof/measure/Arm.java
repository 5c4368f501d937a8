package dev.ondol.proof.measure;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Who operates the plant on a day of a switchback.
public enum Arm {
    /// Ondol, in AUTO.
    ONDOL,
    /// The plant as it was operated before: its local rules.
    BASELINE;

    /// As files write it: `ondol`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Arm> find(String id) {
        return Arrays.stream(values()).filter(arm -> arm.id().equals(id)).findFirst();
    }

    Arm other() {
        return this == ONDOL ? BASELINE : ONDOL;
    }
}
