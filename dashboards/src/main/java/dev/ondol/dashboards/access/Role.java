package dev.ondol.dashboards.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a person or a program is to the site.
public enum Role {
    /// Looks only.
    VIEWER,
    /// Runs the facility.
    OPERATOR,
    /// Runs the facility and sets its aims.
    ENGINEER,
    /// A scheduler of jobs.
    SCHEDULER,
    /// May do everything.
    ADMIN;

    /// What it may do.
    public Set<Permission> permissions() {
        return switch (this) {
            case VIEWER -> EnumSet.of(Permission.READ);
            case OPERATOR -> EnumSet.of(Permission.READ, Permission.OPERATE);
            case ENGINEER -> EnumSet.of(Permission.READ, Permission.OPERATE, Permission.ENGINEER);
            case SCHEDULER -> EnumSet.of(Permission.READ, Permission.SCHEDULE);
            case ADMIN -> EnumSet.allOf(Permission.class);
        };
    }

    public boolean may(Permission permission) {
        return permissions().contains(permission);
    }

    /// As it is written in the database, in REST and on the command line, for example `operator`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The role of an id; empty where there is none.
    public static Optional<Role> of(String id) {
        return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst();
    }
}
