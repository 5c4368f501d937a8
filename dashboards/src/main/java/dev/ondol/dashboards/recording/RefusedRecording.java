package dev.ondol.dashboards.recording;

/// A file or a mapping that cannot be taken; the message says why and what helps.
public final class RefusedRecording extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;

    /// @param code stable; the browser translates it
    RefusedRecording(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
