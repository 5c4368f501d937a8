package dev.ondol.simulator.liquid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/// Published reference values in the test resources; where they come from stands in docs/sources.md.
public final class Reference {
    private Reference() {}

    /// The rows of a JSON file.
    public static JsonNode rows(String file) {
        try {
            return new ObjectMapper().readTree(text(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One series of a file with a line `name=value,value,...` each.
    public static double[] series(String file, String name) {
        String line = text(file).lines().filter(each -> each.startsWith(name + "=")).findFirst().orElseThrow();
        return Arrays.stream(line.substring(name.length() + 1).split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    private static String text(String file) {
        try (InputStream in = Objects
                .requireNonNull(Reference.class.getResourceAsStream("/dev/ondol/simulator/reference/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
