package dev.ondol.proof.race;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A small table of comma-separated values with a heading and without quotes, as the openb traces are.
final class CommaTable {
    /// The largest number that a cell may hold.
    static final long MOST = 1_000_000_000_000L;

    private final String file;
    private final List<String> heading;
    private final List<Row> rows = new ArrayList<>();

    private CommaTable(String file, List<String> heading) {
        this.file = file;
        this.heading = heading;
    }

    /// @param needed columns that must be there
    /// @throws UnusableTrace with the file, the line and the remedy
    static CommaTable read(Path path, List<String> needed) throws UnusableTrace {
        String file = path.toString();
        List<String> lines = lines(path);
        if (lines.isEmpty()) {
            throw new UnusableTrace(file, "", "it is empty; get the whole file.");
        }
        CommaTable table = new CommaTable(file, List.of(lines.getFirst().strip().split(",", -1)));
        for (String column : needed) {
            if (!table.heading.contains(column)) {
                throw new UnusableTrace(file, "line 1", "the column %s is missing; the heading must name %s.".formatted(
                        column, String.join(",", needed)));
            }
        }
        for (int line = 1; line < lines.size(); line++) {
            if (!lines.get(line).isBlank()) {
                table.rows.add(table.row(line + 1, lines.get(line)));
            }
        }
        return table;
    }

    private static List<String> lines(Path path) throws UnusableTrace {
        try {
            return Files.readAllLines(path);
        } catch (NoSuchFileException e) {
            throw new UnusableTrace(path.toString(), "",
                    "it does not exist; docs/placement-races.md says where the traces come from.");
        } catch (CharacterCodingException e) {
            throw new UnusableTrace(path.toString(), "", "it is no text in UTF-8; unpack it first.");
        } catch (IOException e) {
            throw new UnusableTrace(path.toString(), "", "it cannot be read (%s).".formatted(e));
        }
    }

    private Row row(int line, String text) throws UnusableTrace {
        String[] cells = text.strip().split(",", -1);
        if (cells.length != heading.size()) {
            throw new UnusableTrace(file, "line " + line,
                    "it has %d values for %d columns; quotes and commas inside values are not known.".formatted(
                            cells.length, heading.size()));
        }
        return new Row(line, List.of(cells));
    }

    List<Row> rows() {
        return rows;
    }

    UnusableTrace unusable(String remedy) {
        return new UnusableTrace(file, "", remedy);
    }

    /// One line.
    final class Row {
        private final int line;
        private final List<String> cells;

        private Row(int line, List<String> cells) {
            this.line = line;
            this.cells = cells;
        }

        String text(String column) {
            return cells.get(heading.indexOf(column)).strip();
        }

        String textOrEmpty(String column) {
            return heading.contains(column) ? text(column) : "";
        }

        long number(String column, long least, long most) throws UnusableTrace {
            String text = text(column);
            Long value = parsed(text);
            if (value == null || value < least || value > most) {
                throw unusable("%s (%s) must be a whole number of %d to %d.".formatted(column, text, least, most));
            }
            return value;
        }

        private static @Nullable Long parsed(String text) {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException e) {
                return null;
            }
        }

        UnusableTrace unusable(String remedy) {
            return new UnusableTrace(file, "line " + line, remedy);
        }
    }
}
