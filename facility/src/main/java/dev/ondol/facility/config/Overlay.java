package dev.ondol.facility.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Environment variables that stand in for single keys of a text: with the prefix `ONDOL_`, `ONDOL_DATABASE_PASSWORD_FILE` is
/// `database.passwordFile`. Lists cannot be given so. For one reading.
public final class Overlay {
    static final Overlay NONE = new Overlay("", Map.of());

    private final String prefix;
    private final Map<String, String> variables;
    private final Map<Node, String> sources = new HashMap<>();

    private Overlay(String prefix, Map<String, String> variables) {
        this.prefix = prefix;
        this.variables = variables;
    }

    /// @param environment all variables
    /// @param prefix      of those that matter, for example `ONDOL_`
    /// @param others      variables with the prefix that are meant for somebody else
    public static Overlay of(Map<String, String> environment, String prefix, Set<String> others) {
        Map<String, String> mine = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(prefix) && !others.contains(name)) {
                mine.put(name, value);
            }
        });
        return new Overlay(prefix, mine);
    }

    /// The variable that a node came from; empty where it stands in the text.
    Optional<String> source(Node node) {
        return Optional.ofNullable(sources.get(node));
    }

    /// Variables that name no key of the record. Their values are not told: they may be secrets.
    List<Problem> unknown(Class<?> type) {
        Map<String, List<String>> known = known(type);
        return variables.keySet().stream().filter(name -> !known.containsKey(name))
                .map(name -> new Problem(0, name,
                        "Unknown variable. Known here: %s.".formatted(String.join(", ", known.keySet()))))
                .toList();
    }

    /// The same text with the keys of the variables set.
    Node over(Node root, Class<?> type) {
        if (root instanceof MappingNode top) {
            known(type).forEach((name, path) -> {
                String value = variables.get(name);
                if (value != null) {
                    set(top, path, name, value);
                }
            });
        }
        return root;
    }

    private void set(MappingNode mapping, List<String> path, String variable, String value) {
        String key = path.getFirst();
        List<NodeTuple> tuples = new ArrayList<>(mapping.getValue());
        Optional<NodeTuple> there = tuples.stream().filter(tuple -> tuple.getKeyNode() instanceof ScalarNode name
                && name.getValue().equals(key)).findFirst();
        if (path.size() > 1) {
            if (there.isPresent() && there.get().getValueNode() instanceof MappingNode deeper) {
                set(deeper, path.subList(1, path.size()), variable, value);
                return;
            }
            MappingNode fresh = new MappingNode(Tag.MAP, true, new ArrayList<>(), mapping.getStartMark(),
                    mapping.getEndMark(), mapping.getFlowStyle());
            set(fresh, path.subList(1, path.size()), variable, value);
            put(mapping, tuples, there, key, fresh);
        } else {
            ScalarNode scalar = new ScalarNode(Tag.STR, value, mapping.getStartMark(), mapping.getEndMark(),
                    org.yaml.snakeyaml.DumperOptions.ScalarStyle.PLAIN);
            sources.put(scalar, variable);
            put(mapping, tuples, there, key, scalar);
        }
    }

    private static void put(MappingNode mapping, List<NodeTuple> tuples, Optional<NodeTuple> there, String key,
            Node value) {
        there.ifPresent(tuples::remove);
        tuples.add(new NodeTuple(there.map(NodeTuple::getKeyNode).orElseGet(() -> new ScalarNode(Tag.STR, key,
                mapping.getStartMark(), mapping.getEndMark(), org.yaml.snakeyaml.DumperOptions.ScalarStyle.PLAIN)),
                value));
        mapping.setValue(tuples);
    }

    /// Paths of all keys that have one value, by the name of their variable.
    private Map<String, List<String>> known(Class<?> type) {
        Map<String, List<String>> paths = new TreeMap<>();
        collect(type, List.of(), paths);
        return paths;
    }

    private void collect(Class<?> type, List<String> path, Map<String, List<String>> paths) {
        for (RecordComponent component : type.getRecordComponents()) {
            Type value = component.getGenericType();
            if (value instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
                value = generic.getActualTypeArguments()[0];
            }
            List<String> deeper = new ArrayList<>(path);
            deeper.add(component.getName());
            if (value instanceof Class<?> plain && plain.isRecord()) {
                collect(plain, deeper, paths);
            } else if (value instanceof Class<?>) {
                paths.put(prefix + variable(deeper), deeper);
            }
        }
    }

    private static String variable(List<String> path) {
        return String.join("_", path).replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }
}
