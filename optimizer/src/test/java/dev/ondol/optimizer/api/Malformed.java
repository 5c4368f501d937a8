package dev.ondol.optimizer.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes bodies that are wrong, each from a right one, always the same for a seed.
final class Malformed {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BAD = "@bad@";
    /// Values as JSON that no key of the API takes.
    private static final List<String> VALUES = List.of("null", "\"\\u0000\"", "\"\\ud800\"", "-1e400", "-9e18",
            "-99999999999999999999999", "[[[]]]", "{\"a\":{}}", "-1.5", "\"" + "x".repeat(5_000) + "\"", "[null]",
            "[".repeat(3_000) + "]".repeat(3_000), "{\"a\":".repeat(1_500) + "1" + "}".repeat(1_500));

    private final Random random;

    /// A body to be sent.
    static final class Body {
        /// For messages.
        final String what;
        final byte[] bytes;
        /// True where the answer must name the key.
        final boolean names;

        Body(String what, byte[] bytes, boolean names) {
            this.what = what;
            this.bytes = bytes;
            this.names = names;
        }
    }

    Malformed(long seed) {
        random = new Random(seed);
    }

    Body of(byte[] right) throws Exception {
        return switch (random.nextInt(8)) {
            case 0 -> truncated(right);
            case 1 -> garbled(right);
            case 2 -> new Body("another encoding", new String(right, StandardCharsets.UTF_8).getBytes(
                    StandardCharsets.UTF_16LE), false);
            case 3 -> changed(right, "an unknown key", true);
            case 4 -> changed(right, "a key left out", true);
            default -> changed(right, "a wrong value", true);
        };
    }

    private Body truncated(byte[] right) {
        return new Body("truncated", java.util.Arrays.copyOf(right, random.nextInt(right.length)), false);
    }

    private Body garbled(byte[] right) {
        byte[] wrong = right.clone();
        wrong[random.nextInt(wrong.length)] = (byte) (0x80 + random.nextInt(0x40));
        return new Body("not UTF-8", wrong, false);
    }

    private Body changed(byte[] right, String how, boolean names) throws Exception {
        JsonNode tree = JSON.readTree(right);
        List<Runnable> changes = new ArrayList<>();
        String value = VALUES.get(random.nextInt(VALUES.size()));
        collect(tree, how, changes);
        changes.get(random.nextInt(changes.size())).run();
        String text = JSON.writeValueAsString(tree).replace("\"" + BAD + "\"", value);
        boolean parses = !value.startsWith("[[[[") && !value.startsWith("{\"a\":{\"a\":{\"a\"");
        return new Body(how + ": " + text.substring(0, Math.min(300, text.length())), text.getBytes(
                StandardCharsets.UTF_8), names && (parses || !how.equals("a wrong value")));
    }

    private void collect(JsonNode node, String how, List<Runnable> changes) {
        if (node instanceof ObjectNode object) {
            if (how.equals("an unknown key")) {
                changes.add(() -> object.put("jobid", 1));
            }
            object.properties().forEach(entry -> {
                String key = entry.getKey();
                if (how.equals("a key left out")) {
                    changes.add(() -> object.remove(key));
                } else if (how.equals("a wrong value")) {
                    changes.add(() -> object.put(key, BAD));
                }
                collect(entry.getValue(), how, changes);
            });
        } else if (node instanceof ArrayNode array) {
            array.forEach(item -> collect(item, how, changes));
        }
    }
}
