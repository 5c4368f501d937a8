package dev.ondol.proof.race;

/// A list of machines or pods that cannot be used. The text names the file, the line in it and the remedy.
public final class UnusableTrace extends Exception {
    private static final long serialVersionUID = 1;

    /// @param place where in the file, for example `line 812`; may be empty
    UnusableTrace(String file, String place, String remedy) {
        super("The file (%s) cannot be used%s: %s".formatted(file, place.isEmpty() ? "" : ", " + place, remedy));
    }
}
