package dev.ondol.slurm.queue;

import java.util.ArrayList;
import java.util.List;

/// Slurm's short form of many node names, such as `gpu[01-03,7]-a,login1`, written out.
final class HostList {
    private static final int MOST = 100_000;

    private HostList() {}

    /// The names in their order.
    ///
    /// @throws IllegalArgumentException if the text is no such list
    static List<String> expand(String text) {
        List<String> names = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ',' : text.charAt(i);
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (depth < 0 || depth > 1 || i == text.length() && depth != 0) {
                throw new IllegalArgumentException("The host list (%s) has a bracket without its other.".formatted(
                        text));
            }
            if (c == ',' && depth == 0) {
                if (i > start) {
                    names.addAll(expandOne(text.substring(start, i)));
                }
                start = i + 1;
            }
        }
        return names;
    }

    private static List<String> expandOne(String word) {
        int open = word.indexOf('[');
        if (open < 0) {
            return List.of(word);
        }
        int close = word.indexOf(']', open);
        List<String> rests = expandOne(word.substring(close + 1));
        List<String> names = new ArrayList<>();
        for (String range : word.substring(open + 1, close).split(",", -1)) {
            for (String number : numbers(range)) {
                for (String rest : rests) {
                    names.add(word.substring(0, open) + number + rest);
                }
            }
        }
        return names;
    }

    private static List<String> numbers(String range) {
        int dash = range.indexOf('-');
        String first = dash < 0 ? range : range.substring(0, dash);
        String last = dash < 0 ? range : range.substring(dash + 1);
        if (!first.matches("\\d{1,9}") || !last.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("The range (%s) of a host list must be numbers.".formatted(range));
        }
        int low = Integer.parseInt(first);
        int high = Integer.parseInt(last);
        if (high < low || high - low > MOST) {
            throw new IllegalArgumentException("The range (%s) of a host list must go up, by %d at most.".formatted(
                    range, MOST));
        }
        List<String> numbers = new ArrayList<>();
        for (int i = low; i <= high; i++) {
            // leading zeros are part of the name
            numbers.add("0".repeat(Math.max(0, first.length() - String.valueOf(i).length())) + i);
        }
        return numbers;
    }
}
