/// The simulated plant as the edge gateway sees it; the gateway itself is the module `gateway`.
@NullMarked
package dev.ondol.simulator.gateway;

import org.jspecify.annotations.NullMarked;
