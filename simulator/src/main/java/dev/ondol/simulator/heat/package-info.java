/// How the parts of a building answer for their heat. Only the contract belongs here; equations live with the parts, the sum
/// over all of them with the facility.
@NullMarked
package dev.ondol.simulator.heat;

import org.jspecify.annotations.NullMarked;
