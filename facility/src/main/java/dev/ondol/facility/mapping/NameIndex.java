package dev.ondol.facility.mapping;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.UnitConversion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds the point of ours that a foreign name means. To be asked once for each distinct name: forms with placeholders are
/// tried one after the other. Immutable.
public final class NameIndex {
    /// What a name means.
    ///
    /// @param conversion from its values to ours
    /// @param define     what the point is where its quantity is none of ours
    public record Meaning(PointId point, UnitConversion conversion, Optional<NewPoint> define) {}

    private record Form(Pattern pattern, List<String> order, NameTemplate point, MappedName rule) {}

    private final Map<String, MappedName> exact = new HashMap<>();
    private final List<Form> forms = new ArrayList<>();

    public NameIndex(PointMapping mapping) {
        for (MappedName rule : mapping.names()) {
            NameTemplate name = NameTemplate.of(rule.name());
            if (name.exact()) {
                exact.putIfAbsent(rule.name(), rule);
            } else {
                forms.add(new Form(name.pattern(), name.order(), NameTemplate.of(rule.point()), rule));
            }
        }
    }

    public boolean isEmpty() {
        return exact.isEmpty() && forms.isEmpty();
    }

    /// Empty where no rule fits, or the first that fits would give an equipment that is no name.
    public Optional<Meaning> find(String name) {
        MappedName whole = exact.get(name);
        if (whole != null) {
            return meaning(whole.point(), whole);
        }
        for (Form form : forms) {
            Optional<Map<String, String>> values = NameTemplate.match(form.pattern(), form.order(), name);
            if (values.isPresent()) {
                return form.point().fill(values.get()).flatMap(point -> meaning(point, form.rule()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Meaning> meaning(String point, MappedName rule) {
        return PointId.isName(point.substring(0, point.indexOf('/')))
                ? Optional.of(new Meaning(PointId.of(point), rule.conversion(), rule.define()))
                : Optional.empty();
    }
}
