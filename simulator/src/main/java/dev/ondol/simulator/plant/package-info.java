/// The central chilled-water plant: chillers, economizer, towers and their loops. What the loads do with the water does not
/// belong here.
@NullMarked
package dev.ondol.simulator.plant;

import org.jspecify.annotations.NullMarked;
