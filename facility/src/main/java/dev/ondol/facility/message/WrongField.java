package dev.ondol.facility.message;

/// A value that a component of a message cannot have. Constructors of messages throw it, so that whoever has sent the message
/// can be told which key is wrong.
public final class WrongField extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private final String field;

    /// @param field the component, for example `replicas`
    public WrongField(String field, String message) {
        super(message);
        this.field = field;
    }

    /// The component, without the path to it.
    public String field() {
        return field;
    }
}
