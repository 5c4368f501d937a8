package dev.ondol.facility.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// A short text laid over a long one. Keys go into keys; `null` takes a key away. In lists whose items have an `id` or a `prefix`
/// an item changes the one of the same name, or is added where there is none; any other list stands instead of the old one.
final class Amendment {
    private static final List<String> NAMES = List.of("id", "prefix");

    private Amendment() {}

    /// The base with the changes in it.
    static Node over(Node base, Node change) {
        if (base instanceof MappingNode old && change instanceof MappingNode fresh) {
            return keys(old, fresh);
        }
        if (base instanceof SequenceNode old && change instanceof SequenceNode fresh && named(old) && named(fresh)) {
            return items(old, fresh);
        }
        return change;
    }

    private static Node keys(MappingNode base, MappingNode change) {
        List<NodeTuple> tuples = new ArrayList<>();
        Map<String, NodeTuple> changed = new LinkedHashMap<>();
        for (NodeTuple tuple : change.getValue()) {
            changed.put(key(tuple), tuple);
        }
        for (NodeTuple tuple : base.getValue()) {
            NodeTuple fresh = changed.remove(key(tuple));
            if (fresh == null) {
                tuples.add(tuple);
            } else if (!none(fresh.getValueNode())) {
                tuples.add(new NodeTuple(tuple.getKeyNode(), over(tuple.getValueNode(), fresh.getValueNode())));
            }
        }
        tuples.addAll(changed.values());
        return new MappingNode(Tag.MAP, true, tuples, change.getStartMark(), change.getEndMark(), change
                .getFlowStyle());
    }

    private static Node items(SequenceNode base, SequenceNode change) {
        Map<String, Node> items = new LinkedHashMap<>();
        base.getValue().forEach(item -> items.put(name(item).orElseThrow(), item));
        for (Node fresh : change.getValue()) {
            items.merge(name(fresh).orElseThrow(), fresh, Amendment::over);
        }
        return new SequenceNode(Tag.SEQ, true, new ArrayList<>(items.values()), base.getStartMark(), base
                .getEndMark(), base.getFlowStyle());
    }

    private static boolean named(SequenceNode list) {
        return list.getValue().stream().allMatch(item -> name(item).isPresent());
    }

    private static Optional<String> name(Node item) {
        return item instanceof MappingNode mapping
                ? mapping.getValue().stream().filter(tuple -> NAMES.contains(key(tuple))
                        && tuple.getValueNode() instanceof ScalarNode)
                        .map(tuple -> ((ScalarNode) tuple.getValueNode()).getValue()).findFirst()
                : Optional.empty();
    }

    private static String key(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static boolean none(Node node) {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }
}
