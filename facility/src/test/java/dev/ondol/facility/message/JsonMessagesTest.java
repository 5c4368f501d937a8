package dev.ondol.facility.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.workload.Placement;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonMessagesTest {
    private static final int MUTATIONS = 150;

    static Stream<String> names() {
        return GoldenMessages.all().keySet().stream();
    }

    private static Record golden(String name) {
        return java.util.Objects.requireNonNull(GoldenMessages.all().get(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aMessageIsWrittenAsItsGoldenFileSays(String name) {
        assertThat(new String(JsonMessages.write(golden(name)), StandardCharsets.UTF_8))
                .isEqualTo(new String(GoldenMessages.bytes(name), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aGoldenFileIsReadAsItsMessage(String name) throws MalformedMessage {
        Record message = golden(name);
        assertThat((Object) JsonMessages.read(GoldenMessages.bytes(name), message.getClass())).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("names")
    void aKeyThatANewerSenderAddsIsIgnored(String name) throws IOException, MalformedMessage {
        ObjectNode tree = (ObjectNode) new ObjectMapper().readTree(GoldenMessages.bytes(name));
        tree.put("addedLater", true);
        assertThat((Object) JsonMessages.read(tree.toString().getBytes(StandardCharsets.UTF_8),
                golden(name).getClass())).isEqualTo(golden(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatIsMissingOrNullIsAnErrorWhereItMustBeThere(String name) throws IOException {
        Record message = golden(name);
        for (RecordComponent component : message.getClass().getRecordComponents()) {
            String key = key(component);
            boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class) || key.equals("q")
                    || key.equals("candidates") // left out means all nodes
                    || key.equals("conflicts"); // plans of before this key are kept in journals
            ObjectNode missing = (ObjectNode) new ObjectMapper().readTree(GoldenMessages.bytes(name));
            missing.remove(key);
            ObjectNode isNull = (ObjectNode) new ObjectMapper().readTree(GoldenMessages.bytes(name));
            isNull.putNull(key);
            for (ObjectNode tree : List.of(missing, isNull)) {
                byte[] bytes = tree.toString().getBytes(StandardCharsets.UTF_8);
                if (optional) {
                    assertThat(readable(bytes, message.getClass())).as(tree.toString()).isTrue();
                } else {
                    assertThat(catchThrowable(() -> JsonMessages.read(bytes, message.getClass()))).as(tree.toString())
                            .isInstanceOf(MalformedMessage.class);
                }
            }
        }
    }

    private static String key(RecordComponent component) {
        return switch (component.getDeclaringRecord() == Frame.class ? component.getName() : "") {
            case "time" -> "t";
            case "values" -> "v";
            case "quality" -> "q";
            default -> component.getName();
        };
    }

    @Test
    void bytesThatAreNoFrameAreNamedWithTheReason() {
        for (String bytes : List.of("", "null", "17", "[]", "{", "{\"boot\":\"b\"}",
                "{\"boot\":\"b\",\"seq\":1,\"t\":1,\"v\":{\"no point\":1.0}}",
                "{\"boot\":\"b\",\"seq\":1,\"t\":1,\"v\":{\"a/b\":NaN}}",
                "{\"boot\":\"b\",\"seq\":1,\"t\":1,\"v\":{\"a/b\":\"18.2\"}}",
                "{\"boot\":\"b\",\"seq\":1,\"t\":1,\"v\":{\"a/b\":1,\"a/b\":2}}",
                "{\"boot\":\"b\",\"seq\":1.5,\"t\":1,\"v\":{}}",
                "{\"boot\":\"b\",\"seq\":99999999999999999999,\"t\":1,\"v\":{}}",
                "{\"boot\":\"b\",\"seq\":1,\"t\":1,\"v\":{}} and more")) {
            assertThat(catchThrowable(
                    () -> JsonMessages.read(bytes.getBytes(StandardCharsets.UTF_8), Frame.class))).as(bytes)
                    .isInstanceOf(MalformedMessage.class).hasMessageStartingWith("Not a Frame: ");
        }
    }

    @Test
    void aNullReadingIsNoReading() throws MalformedMessage {
        Frame frame = JsonMessages.read(
                "{\"boot\":\"b\",\"seq\":1,\"t\":1,\"v\":{\"a/b\":null,\"a/c\":2.5}}".getBytes(StandardCharsets.UTF_8),
                Frame.class);
        assertThat(frame.values()).isEqualTo(Map.of(PointId.of("a/c"), 2.5));
    }

    @Test
    void damagedBytesAreAMessageOrMalformedAndNothingElse() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (Map.Entry<String, Record> golden : GoldenMessages.all().entrySet()) {
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] damaged = damage(GoldenMessages.bytes(golden.getKey()), random);
                try {
                    Record message = JsonMessages.read(damaged, golden.getValue().getClass());
                    assertNoNulls(message, "seed %d, %s".formatted(seed, new String(damaged, StandardCharsets.UTF_8)));
                } catch (MalformedMessage expected) {
                    assertThat(expected).as("seed %d", seed).hasMessageStartingWith("Not a").message().isNotBlank();
                }
            }
        }
    }

    @Test
    void wrongTypesAnywhereInAMessageAreMalformedOrLeaveAWholeMessage() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        ObjectMapper mapper = new ObjectMapper();
        for (Map.Entry<String, Record> golden : GoldenMessages.all().entrySet()) {
            for (int i = 0; i < MUTATIONS; i++) {
                JsonNode tree = mapper.readTree(GoldenMessages.bytes(golden.getKey()));
                replaceSomething(tree, random);
                byte[] bytes = mapper.writeValueAsBytes(tree);
                try {
                    assertNoNulls(JsonMessages.read(bytes, golden.getValue().getClass()),
                            "seed %d, %s".formatted(seed, tree));
                } catch (MalformedMessage expected) {
                    assertThat(expected).as("seed %d", seed).hasMessageStartingWith("Not a");
                }
            }
        }
    }

    private static byte[] damage(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        return switch (random.nextInt(4)) {
            case 0 -> java.util.Arrays.copyOf(damaged, random.nextInt(damaged.length));
            case 1 -> {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                yield damaged;
            }
            case 2 -> {
                int at = random.nextInt(damaged.length);
                int to = at + random.nextInt(damaged.length - at);
                byte[] without = new byte[damaged.length - (to - at)];
                System.arraycopy(damaged, 0, without, 0, at);
                System.arraycopy(damaged, to, without, at, damaged.length - to);
                yield without;
            }
            default -> {
                for (int i = 0; i < 5; i++) {
                    damaged[random.nextInt(damaged.length)] = (byte) "{}[]\",:0-.e".charAt(random.nextInt(11));
                }
                yield damaged;
            }
        };
    }

    private static void replaceSomething(JsonNode tree, Random random) {
        JsonNode at = tree;
        while (true) {
            List<JsonNode> deeper = new ArrayList<>();
            at.forEach(child -> {
                if (child.isContainerNode() && !child.isEmpty()) {
                    deeper.add(child);
                }
            });
            if (deeper.isEmpty() || random.nextBoolean()) {
                break;
            }
            at = deeper.get(random.nextInt(deeper.size()));
        }
        JsonNode value = value(random);
        if (at instanceof ArrayNode array) {
            array.set(random.nextInt(array.size()), value);
        } else if (at instanceof ObjectNode object) {
            Iterator<String> names = object.fieldNames();
            String name = names.next();
            for (int skip = random.nextInt(object.size()); skip > 0; skip--) {
                name = names.next();
            }
            object.set(name, value);
        }
    }

    private static JsonNode value(Random random) {
        var nodes = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;
        return switch (random.nextInt(8)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.numberNode(random.nextLong());
            case 2 -> nodes.numberNode(random.nextGaussian() * 1e300);
            case 3 -> nodes.textNode("NaN");
            case 4 -> nodes.textNode("\u0000/\ud800");
            case 5 -> nodes.booleanNode(true);
            case 6 -> nodes.arrayNode();
            default -> nodes.objectNode();
        };
    }

    /// Roles rely on it: what was read has no null where the type says there is none.
    private static void assertNoNulls(Object value, String where) {
        if (value instanceof Collection<?> all) {
            all.forEach(element -> assertNoNulls(element, where));
        } else if (value instanceof Map<?, ?> map) {
            assertThat(map.values()).as(where).doesNotContainNull();
        } else if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                Object part = part(component, value);
                if (part != null) {
                    assertNoNulls(part, where);
                } else {
                    assertThat(component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                            .as("%s is null: %s", component, where).isTrue();
                }
            }
        }
    }

    private static @Nullable Object part(RecordComponent component, Object record) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static boolean readable(byte[] bytes, Class<?> type) {
        try {
            JsonMessages.read(bytes, type);
            return true;
        } catch (MalformedMessage e) {
            return false;
        }
    }

    @Test
    void aDeferredPlacementSaysNothingAboutNodesOrEnergy() {
        assertThat(new String(JsonMessages.write(
                new Placement("p", "j", Placement.State.DEFERRED, List.of(), null, null, 1, "uncapped", null,
                        List.of())),
                StandardCharsets.UTF_8)).doesNotContain("startAt", "energy", "null");
    }
}
