package dev.ondol.facility.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A name with placeholders, `CRAH{n}.SAT` or `crah-h1-{n:2}`: each stands for one or more ASCII letters or digits. Where it
/// is written, letters become small, and `{n:2}` pads a number with zeros to two digits.
final class NameTemplate {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z][a-z0-9]*)(?::([1-9]))?}");
    /// A few, so that no name can keep the matcher busy.
    private static final int MOST = 4;

    private sealed interface Part {}

    private record Literal(String text) implements Part {}

    private record Placeholder(String name, int width) implements Part {}

    private final String text;
    private final List<Part> parts = new ArrayList<>();

    private NameTemplate(String text) {
        this.text = text;
    }

    /// @throws IllegalArgumentException if the braces make no sense
    static NameTemplate of(String text) {
        NameTemplate template = new NameTemplate(text);
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int from = 0;
        while (placeholder.find()) {
            template.literal(text.substring(from, placeholder.start()));
            template.parts.add(new Placeholder(placeholder.group(1),
                    placeholder.group(2) == null ? 0 : Integer.parseInt(placeholder.group(2))));
            from = placeholder.end();
        }
        template.literal(text.substring(from));
        if (template.parts.stream().filter(Placeholder.class::isInstance).count() > MOST) {
            throw new IllegalArgumentException("(%s) must have at most %d placeholders.".formatted(text, MOST));
        }
        return template;
    }

    private void literal(String some) {
        if (some.indexOf('{') >= 0 || some.indexOf('}') >= 0) {
            throw new IllegalArgumentException("(%s) must have placeholders like {n} or {n:2}.".formatted(text));
        }
        if (!some.isEmpty()) {
            parts.add(new Literal(some));
        }
    }

    boolean exact() {
        return placeholders().isEmpty();
    }

    Set<String> placeholders() {
        Set<String> names = new HashSet<>();
        for (Part part : parts) {
            if (part instanceof Placeholder placeholder) {
                names.add(placeholder.name());
            }
        }
        return names;
    }

    /// The form that names have which fit; group n is the n-th placeholder of [#order()].
    ///
    /// @throws IllegalArgumentException if a name could be read in more than one way
    Pattern pattern() {
        StringBuilder regex = new StringBuilder();
        Part before = new Literal("");
        for (Part part : parts) {
            switch (part) {
                case Literal literal -> regex.append(Pattern.quote(literal.text()));
                case Placeholder placeholder -> {
                    if (before instanceof Placeholder) {
                        throw new IllegalArgumentException(
                                "(%s) must have something between two placeholders.".formatted(text));
                    }
                    regex.append("([A-Za-z0-9]+)");
                }
            }
            before = part;
        }
        if (order().size() != placeholders().size()) {
            throw new IllegalArgumentException("(%s) must have each placeholder once.".formatted(text));
        }
        return Pattern.compile(regex.toString());
    }

    List<String> order() {
        return parts.stream().filter(Placeholder.class::isInstance).map(part -> ((Placeholder) part).name()).toList();
    }

    /// What the placeholders stand for in a name; empty where it does not fit.
    static Optional<Map<String, String>> match(Pattern pattern, List<String> order, String name) {
        Matcher matcher = pattern.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < order.size(); i++) {
            values.put(order.get(i), matcher.group(i + 1));
        }
        return Optional.of(values);
    }

    /// Empty where a number is wanted and there is none.
    Optional<String> fill(Map<String, String> values) {
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Literal literal -> filled.append(literal.text());
                case Placeholder placeholder -> {
                    String value = values.getOrDefault(placeholder.name(), "").toLowerCase(Locale.ROOT);
                    if (placeholder.width() > 0 && !value.chars().allMatch(Character::isDigit)) {
                        return Optional.empty();
                    }
                    filled.append(placeholder.width() > 0 ? padded(value, placeholder.width()) : value);
                }
            }
        }
        return Optional.of(filled.toString());
    }

    private static String padded(String digits, int width) {
        String number = digits.replaceFirst("^0+(?=.)", "");
        return "0".repeat(Math.max(0, width - number.length())) + number;
    }

    @Override
    public String toString() {
        return text;
    }
}
