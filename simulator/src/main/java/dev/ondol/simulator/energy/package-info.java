/// On-site generation, storage and heat recovery: photovoltaics, battery, heat pump into district heating, and the simple
/// rules that dispatch them. Off unless a scenario asks for them. What the data center itself draws does not belong here.
@NullMarked
package dev.ondol.simulator.energy;

import org.jspecify.annotations.NullMarked;
