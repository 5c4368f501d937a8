package dev.ondol.facility.config;

import java.io.StringReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.reader.ReaderException;

/// Reads a YAML text into a record. Keys are the names of the record's components; `Optional` components may be absent,
/// all others must be there; an unknown key is a problem. What compact constructors refuse becomes a problem too.
public final class RecordReader {
    private final List<Problem> problems = new ArrayList<>();
    private final Overlay overlay;

    private RecordReader(Overlay overlay) {
        this.overlay = overlay;
    }

    /// Reads the whole text.
    ///
    /// @param name what is read, for messages
    /// @throws InvalidConfiguration with every problem of the text
    public static <T extends Record> T read(String name, String yaml, Class<T> type) throws InvalidConfiguration {
        return read(name, yaml, type, Overlay.NONE);
    }

    /// Reads the whole text; what the overlay says of a key stands in its place.
    ///
    /// @throws InvalidConfiguration with every problem of the text and of the overlay
    public static <T extends Record> T read(String name, String yaml, Class<T> type, Overlay overlay)
            throws InvalidConfiguration {
        return read(name, yaml, type, overlay, Optional.empty());
    }

    private static <T extends Record> T read(String name, String yaml, Class<T> type, Overlay overlay,
            Optional<String> changes) throws InvalidConfiguration {
        RecordReader reader = new RecordReader(overlay);
        Object value = null;
        try {
            Node root = compose(yaml);
            Node change = changes.isPresent() ? compose(changes.get()) : null;
            if (root == null || changes.isPresent() && change == null) {
                reader.problems.add(new Problem(0, "", "The text is empty."));
            } else {
                root = change == null ? root : Amendment.over(root, change);
                reader.problems.addAll(overlay.unknown(type));
                value = reader.value(overlay.over(root, type), type, "");
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            reader.problems.add(new Problem(line, "", "Not YAML: " + e.getProblem() + "."));
        } catch (ReaderException e) {
            int line = 1 + (int) yaml.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count();
            reader.problems.add(new Problem(line, "",
                    "Not YAML: the character U+%04X is not allowed.".formatted(e.getCodePoint())));
        } catch (YAMLException e) {
            reader.problems.add(new Problem(0, "", "Not YAML: " + e.getMessage()));
        }
        if (!reader.problems.isEmpty() || value == null) {
            reader.problems.sort(Comparator.comparingInt(Problem::line));
            throw new InvalidConfiguration(name, reader.problems);
        }
        return type.cast(value);
    }

    /// Reads the whole text with changes laid over it: keys go into keys, `null` takes a key away, items of lists are found by
    /// their `id` or `prefix`.
    ///
    /// @param name    what is read, for messages
    /// @param changes YAML of the keys that are other
    /// @throws InvalidConfiguration with every problem of the result; lines are those of the text that a key came from
    public static <T extends Record> T amended(String name, String yaml, String changes, Class<T> type)
            throws InvalidConfiguration {
        return read(name, yaml, type, Overlay.NONE, Optional.of(changes));
    }

    /// The document as nodes; null for an empty one.
    ///
    /// @throws YAMLException where it is none
    public static @Nullable Node compose(String yaml) {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(yaml));
        } catch (IllegalArgumentException e) { // its word for a tag with spaces
            throw new YAMLException(e.getMessage(), e);
        }
    }

    /// The value of the node, or null after a problem was noted.
    private @Nullable Object value(Node node, Type type, String path) {
        if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                Object value = value(node, argument, path);
                return value == null ? null : Optional.of(value);
            }
            return list(node, argument, path);
        }
        Class<?> wanted = (Class<?>) type;
        if (wanted.isRecord()) {
            return node instanceof MappingNode mapping
                    ? construct(mapping, wanted, path)
                    : problem(node, path, "Expected keys %s.".formatted(names(wanted)));
        }
        return node instanceof ScalarNode scalar
                ? scalar(scalar, wanted, path)
                : problem(node, path, "Expected %s.".formatted(describe(wanted)));
    }

    private @Nullable Object list(Node node, Type element, String path) {
        if (!(node instanceof SequenceNode sequence)) {
            return problem(node, path, "Expected a list.");
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < sequence.getValue().size(); i++) {
            Object value = value(sequence.getValue().get(i), element, path + "[" + i + "]");
            if (value != null) {
                values.add(value);
            }
        }
        return values.size() == sequence.getValue().size() ? values : null;
    }

    private @Nullable Object construct(MappingNode mapping, Class<?> type, String path) {
        Map<String, Node> nodes = new LinkedHashMap<>();
        Set<String> known = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName)
                .collect(Collectors.toCollection(HashSet::new));
        int before = problems.size();
        int unknown = 0;
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                problem(tuple.getKeyNode(), path, "A key must be a text.");
                continue;
            }
            String key = name.getValue();
            String keyPath = path.isEmpty() ? key : path + "." + key;
            if (!known.contains(key)) {
                unknown++;
                problem(tuple.getKeyNode(), keyPath, "Unknown key. Known here: %s.".formatted(names(type)));
            } else if (nodes.put(key, tuple.getValueNode()) != null) {
                problem(tuple.getKeyNode(), keyPath, "The key stands twice.");
            }
        }
        RecordComponent[] components = type.getRecordComponents();
        @Nullable
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            Node node = nodes.get(name);
            String keyPath = path.isEmpty() ? name : path + "." + name;
            if (node != null) {
                values[i] = value(node, components[i].getGenericType(), keyPath);
            } else if (components[i].getType() == Optional.class) {
                values[i] = Optional.empty();
            } else {
                problem(mapping, keyPath, "Missing. Expected %s.".formatted(describe(components[i].getType())));
            }
        }
        return problems.size() > before + unknown ? null : construct(mapping, type, values, path);
    }

    private @Nullable Object construct(Node node, Class<?> type, @Nullable Object[] values, String path) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            return problem(node, path, cause == null ? "Not acceptable." : String.valueOf(cause.getMessage()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The record (%s) cannot be constructed.".formatted(type), e);
        }
    }

    private @Nullable Object scalar(ScalarNode node, Class<?> wanted, String path) {
        String text = node.getValue();
        try {
            if (wanted == String.class) {
                return text;
            }
            if (wanted == double.class || wanted == Double.class) {
                return finite(Double.parseDouble(text.replace("_", "")));
            }
            if (wanted == int.class || wanted == Integer.class) {
                return Integer.valueOf(text.replace("_", ""));
            }
            if (wanted == long.class || wanted == Long.class) {
                return Long.valueOf(text.replace("_", ""));
            }
            if (wanted == boolean.class || wanted == Boolean.class) {
                return switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> problem(node, path, "(%s) must be true or false.".formatted(text));
                };
            }
            for (Object constant : wanted.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(text)) {
                    return constant;
                }
            }
            return problem(node, path, "(%s) must be %s.".formatted(text, describe(wanted)));
        } catch (NumberFormatException e) {
            return problem(node, path, "(%s) must be %s.".formatted(text, describe(wanted)));
        }
    }

    private static Double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new NumberFormatException("not finite");
        }
        return value;
    }

    private @Nullable Object problem(Node node, String path, String text) {
        Optional<String> variable = overlay.source(node);
        problems.add(variable.isPresent()
                ? new Problem(0, variable.get(), text)
                : new Problem(node.getStartMark().getLine() + 1, path, text));
        return null;
    }

    private static String names(Class<?> record) {
        return Arrays.stream(record.getRecordComponents()).map(RecordComponent::getName)
                .collect(Collectors.joining(", "));
    }

    private static String describe(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        if (type.isRecord()) {
            return "keys " + names(type);
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        return type == List.class
                ? "a list"
                : type == boolean.class || type == Boolean.class ? "true or false" : "a text";
    }
}
