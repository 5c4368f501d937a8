package dev.ondol.facility.pod;

/// A Pod that does not say clearly what it wants. The message names the field and what was expected, for a person.
public final class UnusablePod extends Exception {
    private static final long serialVersionUID = 1;

    UnusablePod(String message) {
        super(message);
    }
}
