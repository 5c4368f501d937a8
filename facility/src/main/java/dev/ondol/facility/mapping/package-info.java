/// What other people call the points of a site: a [PointMapping] turns their names and units into ours. It is read from a
/// YAML text by [MappingReader] and asked through a [NameIndex]. Knows no file system and no readings.
@NullMarked
package dev.ondol.facility.mapping;

import org.jspecify.annotations.NullMarked;
