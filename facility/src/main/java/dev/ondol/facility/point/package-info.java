/// What can be measured or written: a [Point] is `equipment/quantity` with a Brick class, a UCUM unit, limits and a period.
/// [PointCatalog] derives all points of a site from its equipment. No values belong here.
@NullMarked
package dev.ondol.facility.point;

import org.jspecify.annotations.NullMarked;
