package dev.ondol.simulator.weather;

/// A weather source that cannot be used: missing, broken or of an unknown kind. The text names the source, the place in
/// it and the remedy.
public final class UnusableWeather extends Exception {
    private static final long serialVersionUID = 1;

    /// @param source city or file
    /// @param place  where in it, for example `line 812`; may be empty
    /// @param remedy what is wrong and what helps
    UnusableWeather(String source, String place, String remedy) {
        super("The weather (%s) cannot be used%s: %s".formatted(source, place.isEmpty() ? "" : ", " + place, remedy));
    }

    UnusableWeather(String source, String place, String remedy, Throwable cause) {
        this(source, place, remedy);
        initCause(cause);
    }
}
