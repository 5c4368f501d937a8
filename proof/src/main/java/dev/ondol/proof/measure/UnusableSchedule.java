package dev.ondol.proof.measure;

/// A schedule that says nothing that could be evaluated; the message names the row and the remedy.
public final class UnusableSchedule extends Exception {
    private static final long serialVersionUID = 1;

    UnusableSchedule(String message) {
        super(message);
    }
}
