/// Everything that carries heat in pipes: loops with their water content, pumps, heat exchangers, coolant distribution
/// units and dry coolers. Machines that make cold water live in `plant`.
@NullMarked
package dev.ondol.simulator.liquid;

import org.jspecify.annotations.NullMarked;
