package dev.ondol.simulator.workload;

/// A trace of jobs that cannot be used. The text names the file, the place in it and the remedy.
public final class UnusableTrace extends Exception {
    private static final long serialVersionUID = 1;

    /// @param file   what was read
    /// @param place  where in it, for example `line 812`; may be empty
    /// @param remedy what is wrong and what helps
    UnusableTrace(String file, String place, String remedy) {
        super("The workload (%s) cannot be used%s: %s".formatted(file, place.isEmpty() ? "" : ", " + place, remedy));
    }

    UnusableTrace(String file, String place, String remedy, Throwable cause) {
        this(file, place, remedy);
        initCause(cause);
    }
}
