package dev.ondol.historian.sql;

import java.sql.SQLException;

/// The database refused a value: SQLSTATE class 22 (data) or 23 (constraint). Trying again will not help.
public final class ValueRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ValueRefused(SQLException cause) {
        super("The database refused a value: " + cause.getMessage(), cause);
    }
}
