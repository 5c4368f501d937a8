package dev.ondol.facility.config;

import java.util.List;
import java.util.stream.Collectors;

/// A text with one or more problems, all of them listed.
public final class InvalidConfiguration extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /// @param name what was read, for example a file name
    public InvalidConfiguration(String name, List<Problem> problems) {
        super(problems.stream().map(Problem::toString)
                .collect(Collectors.joining("\n  ", "%s has %d problem%s:%n  ".formatted(name, problems.size(),
                        problems.size() == 1 ? "" : "s"), "")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
