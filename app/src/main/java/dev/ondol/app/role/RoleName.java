package dev.ondol.app.role;

import java.util.Locale;
import java.util.Optional;

/// The roles that run beside a plant's gateway; each may be a process of its own.
public enum RoleName {
    INGEST, OPTIMIZE, CONTROL, DASHBOARD;

    /// As it is written on the command line.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The role of that word; empty where it is none.
    public static Optional<RoleName> of(String word) {
        for (RoleName role : values()) {
            if (role.word().equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
