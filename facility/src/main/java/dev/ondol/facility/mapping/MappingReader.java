package dev.ondol.facility.mapping;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.config.Problem;
import dev.ondol.facility.config.RecordReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Reads a mapping from its YAML text.
public final class MappingReader {
    private MappingReader() {}

    /// @param name what is read, for messages
    /// @throws InvalidConfiguration with every problem of the text and its line
    public static PointMapping read(String name, String yaml) throws InvalidConfiguration {
        List<Problem> twice = twice(yaml);
        try {
            PointMapping mapping = RecordReader.read(name, yaml, PointMapping.class);
            if (twice.isEmpty()) {
                return mapping;
            }
            throw new InvalidConfiguration(name, twice);
        } catch (InvalidConfiguration e) {
            if (e.problems().equals(twice)) {
                throw e;
            }
            List<Problem> all = new ArrayList<>(e.problems());
            all.addAll(twice);
            all.sort(Comparator.comparingInt(Problem::line));
            throw new InvalidConfiguration(name, all);
        }
    }

    /// Names that stand more than once; no single entry can know that.
    private static List<Problem> twice(String yaml) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        try {
            int entry = 0;
            for (Node node : entries(RecordReader.compose(yaml))) {
                if (value(node, "name").orElse(null) instanceof ScalarNode name) {
                    int line = name.getStartMark().getLine() + 1;
                    Integer first = lines.putIfAbsent(name.getValue(), line);
                    if (first != null) {
                        problems.add(new Problem(line, "names[%d].name".formatted(entry),
                                "(%s) stands twice, first in line %d.".formatted(name.getValue(), first)));
                    }
                }
                entry++;
            }
        } catch (YAMLException e) {
            return List.of(); // the reader of the whole text says what is wrong with it
        }
        return problems;
    }

    private static List<Node> entries(@Nullable Node root) {
        return value(root, "names").orElse(null) instanceof SequenceNode sequence ? sequence.getValue() : List.of();
    }

    private static Optional<Node> value(@Nullable Node node, String key) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
                        .map(NodeTuple::getValueNode).findFirst()
                : Optional.empty();
    }
}
