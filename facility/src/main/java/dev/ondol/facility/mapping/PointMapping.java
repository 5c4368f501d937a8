package dev.ondol.facility.mapping;

import java.util.List;

/// What others call the points of a site. Plain configuration; [NameIndex] answers quickly.
///
/// @param names in order: of several forms that fit a name the first counts, and a whole name before any form
public record PointMapping(List<MappedName> names) {
    public static final PointMapping NONE = new PointMapping(List.of());

    public PointMapping {
        names = List.copyOf(names);
    }
}
