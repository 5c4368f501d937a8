package dev.ondol.facility.mapping;

import dev.ondol.facility.mapping.MappingWizard.Foreign;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Foreign names in the order in which they come, each once: of a list (name and perhaps unit, brickClass) or of a recording (time,
/// point, value and perhaps unit), as CSV.
///
/// @param names what was found
/// @param rows  as many were read
/// @param whole whether that were all
public record NameList(List<Foreign> names, long rows, boolean whole) {
    /// A list of more names is taken for none.
    public static final int MOST_NAMES = 20_000;

    public NameList {
        names = List.copyOf(names);
    }

    /// @param file     its name, for messages
    /// @param mostRows more are not read
    /// @throws IllegalArgumentException if it is no such list
    public static NameList read(BufferedReader in, String file, long mostRows) throws IOException {
        Map<String, Foreign> names = new LinkedHashMap<>();
        List<String> head = List.of();
        long rows = 0;
        String line = in.readLine();
        for (; line != null && rows < mostRows; line = in.readLine()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] fields = line.replace("\uFEFF", "").split(",", -1);
            if (head.isEmpty()) {
                head = Arrays.stream(fields).map(String::strip).toList();
                if (!head.contains("name") && !head.contains("point")) {
                    throw new IllegalArgumentException("The first row of %s (%s) must have a column name or point."
                            .formatted(file, line));
                }
                continue;
            }
            rows++;
            String name = field(fields, head, head.contains("name") ? "name" : "point").orElse("");
            if (!name.isEmpty() && !names.containsKey(name)) {
                names.put(name, new Foreign(name, field(fields, head, "unit"), field(fields, head, "brickClass")));
                if (names.size() > MOST_NAMES) {
                    throw new IllegalArgumentException("The file %s has more than %,d different names."
                            .formatted(file, MOST_NAMES));
                }
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s holds no names. Give it a row for each below a header name,unit,brickClass.".formatted(file));
        }
        return new NameList(new ArrayList<>(names.values()), rows, line == null);
    }

    private static Optional<String> field(String[] fields, List<String> head, String name) {
        int at = head.indexOf(name);
        return at < 0 || at >= fields.length || fields[at].isBlank()
                ? Optional.empty()
                : Optional.of(fields[at].strip());
    }
}
