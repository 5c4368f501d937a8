package dev.ondol.benchmarks.safety;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How often a property was tried and broken. One thread.
public final class Tried {
    private final String property;
    private final String kind;
    private long tries;
    private long violations;
    private @Nullable String first;

    /// @param property P1 to P20
    /// @param kind     `in-memory` or `end-to-end`
    public Tried(String property, String kind) {
        this.property = property;
        this.kind = kind;
    }

    static Tried inMemory(String property) {
        return new Tried(property, "in-memory");
    }

    /// One try.
    ///
    /// @param holds whether the property held
    /// @param what  what happened, for people
    public void check(boolean holds, Supplier<String> what) {
        tries++;
        if (!holds) {
            violations++;
            first = first == null ? what.get() : first;
        }
    }

    /// Both together.
    Tried and(Tried other) {
        Tried both = new Tried(property, kind);
        both.tries = tries + other.tries;
        both.violations = violations + other.violations;
        both.first = first == null ? other.first : first;
        return both;
    }

    public String property() {
        return property;
    }

    /// `in-memory` or `end-to-end`.
    public String kind() {
        return kind;
    }

    public long tries() {
        return tries;
    }

    public long violations() {
        return violations;
    }

    SafetyFigures.Row row() {
        return new SafetyFigures.Row(property, kind, tries, violations, first);
    }

    /// For the message of a test that fails.
    @Override
    public String toString() {
        return "%s %s: %d tries, %d violations%s".formatted(property, kind, tries, violations, first == null
                ? ""
                : ", first: " + first);
    }
}
