package dev.ondol.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.app.Ondol;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// `ondol sweep` as the command line runs it: this JVM is the single one, Spark is a process of its own.
///
/// @param code exit code
/// @param out  its stdout
/// @param err  its stderr
record Sweep(int code, String out, String err) {
    static Sweep of(Path folder, String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("sweep", "--out", folder.toString(), "--json"));
        all.addAll(List.of(more));
        int code = Ondol.commandLine(new PrintWriter(out, true), new PrintWriter(err, true)).execute(all.toArray(
                String[]::new));
        return new Sweep(code, out.toString(), err.toString());
    }

    /// What it found, where it ended well.
    JsonNode result() {
        assertThat(code).as(err).isZero();
        try {
            return new ObjectMapper().readTree(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All rows of a folder by the name of their file.
    static Map<String, String> rows(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            Map<String, String> rows = new TreeMap<>();
            for (Path file : files.filter(file -> file.endsWith("years.csv")).toList()) {
                rows.put(folder.relativize(file).toString(), Files.readString(file));
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whole rows that are there.
    static long count(Path folder) {
        return rows(folder).values().stream().mapToLong(text -> text.chars().filter(c -> c == '\n').count() - 1).sum();
    }
}
