/// Servers as loads: what a node draws for its jobs, profile and inlet temperature, where its heat goes and how much air
/// it pulls. Structures of arrays; no scheduling and no cooling equipment belong here.
@NullMarked
package dev.ondol.simulator.it;

import org.jspecify.annotations.NullMarked;
