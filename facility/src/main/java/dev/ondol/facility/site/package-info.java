/// The data center as it was built: location, halls, racks, nodes, cooling, power, energy assets. Read from YAML by
/// [SiteReader], which reports every problem of a file at once. All values are nameplate values; nothing here changes
/// while the plant runs. No set-points and no physics belong here.
@NullMarked
package dev.ondol.facility.site;

import org.jspecify.annotations.NullMarked;
