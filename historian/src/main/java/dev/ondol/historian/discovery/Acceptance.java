package dev.ondol.historian.discovery;

import dev.ondol.facility.mapping.NameIndex.Meaning;
import dev.ondol.facility.mapping.NewPoint;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.UnitConversion;
import java.util.Optional;

/// What a name means from now on.
///
/// @param name       as frames carry it
/// @param point      ours; made where the site does not have it yet
/// @param conversion from values of that name to ours
/// @param define     what the point is where its quantity is none of ours
public record Acceptance(String name, PointId point, UnitConversion conversion, Optional<NewPoint> define) {
    public static Acceptance of(String name, Meaning meaning) {
        return new Acceptance(name, meaning.point(), meaning.conversion(), meaning.define());
    }
}
