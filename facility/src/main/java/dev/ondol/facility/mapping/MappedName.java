package dev.ondol.facility.mapping;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.point.UnitConversion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A foreign name, or many of one form, and the point of ours that is meant.
///
/// @param name   as others say it, perhaps with placeholders: `BLD1/CRAH{n}.SAT`
/// @param point  ours, `equipment/quantity`; its equipment may have the placeholders of the name: `crah-h1-{n:2}/...`
/// @param unit   unit of the foreign values, a UCUM code or an everyday spelling; ours where it is absent
/// @param scale  what a foreign value is multiplied with before anything else; 1 where it is absent
/// @param offset what is added then, in the foreign unit; 0 where it is absent
/// @param define what the point is where its quantity is none of ours
public record MappedName(String name, String point, Optional<String> unit, Optional<Double> scale,
        Optional<Double> offset, Optional<NewPoint> define) {
    public MappedName {
        List<String> problems = new ArrayList<>();
        List<String> known = new ArrayList<>();
        try {
            NameTemplate template = NameTemplate.of(name);
            template.pattern();
            known.addAll(template.placeholders());
        } catch (IllegalArgumentException e) {
            problems.add("The name " + e.getMessage());
        }
        if (!ForeignNames.isLegal(name)) {
            problems.add("The name must have 1 to 200 characters and no control characters.");
        }
        checkPoint(point, known, define, problems);
        checkUnit(point, unit, define, problems);
        if (scale.isPresent() && scale.get() == 0) {
            problems.add("The scale must not be 0.");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", problems));
        }
    }

    private static void checkPoint(String point, List<String> known, Optional<NewPoint> define,
            List<String> problems) {
        int slash = point.indexOf('/');
        if (slash < 0 || !PointId.isName(point.substring(slash + 1))) {
            problems.add("The point (%s) must have the form equipment/quantity, its quantity in [a-z0-9-]+."
                    .formatted(point));
            return;
        }
        try {
            NameTemplate equipment = NameTemplate.of(point.substring(0, slash));
            equipment.placeholders().stream().filter(placeholder -> !known.contains(placeholder)).sorted()
                    .forEach(placeholder -> problems
                            .add("The placeholder {%s} of the point must stand in the name, too."
                                    .formatted(placeholder)));
            if (!PointId.isName(point.substring(0, slash).replaceAll("\\{[^}]*}", "0"))) {
                problems.add("The equipment (%s) must match [a-z0-9-]+.".formatted(equipment));
            }
        } catch (IllegalArgumentException e) {
            problems.add("The point " + e.getMessage());
        }
        String quantity = point.substring(slash + 1);
        boolean ours = Quantity.find(quantity).isPresent();
        if (ours && define.isPresent()) {
            problems.add("The quantity %s is known: leave define out.".formatted(quantity));
        } else if (!ours && define.isEmpty()) {
            problems.add(
                    "The quantity %s is none of ours (docs/points.md lists them): take one of those, or say with define what it is."
                            .formatted(quantity));
        }
    }

    private static void checkUnit(String point, Optional<String> unit, Optional<NewPoint> define,
            List<String> problems) {
        Optional<String> ours = ourUnit(point, define);
        if (unit.isPresent() && ours.isPresent() && UnitConversion.between(unit.get(), ours.get()).isEmpty()) {
            problems.add("The unit (%s) must be one of %s.".formatted(unit.get(),
                    String.join(", ", UnitConversion.convertibleTo(ours.get()))));
        }
    }

    private static Optional<String> ourUnit(String point, Optional<NewPoint> define) {
        return Quantity.find(point.substring(point.indexOf('/') + 1)).map(Quantity::unit)
                .or(() -> define.map(NewPoint::unit));
    }

    /// Whether it is one whole name, without placeholders.
    public boolean exact() {
        return NameTemplate.of(name).exact();
    }

    /// From a foreign value to ours.
    public UnitConversion conversion() {
        UnitConversion raw = new UnitConversion(scale.orElse(1.0), offset.orElse(0.0));
        return unit.map(foreign -> UnitConversion.between(foreign, ourUnit(point, define).orElseThrow()).orElseThrow())
                .map(raw::then).orElse(raw);
    }
}
