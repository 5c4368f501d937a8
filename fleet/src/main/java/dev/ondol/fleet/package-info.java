/// The front of a fleet: placement across sites by marginal energy, carbon and price, and how each site is. It meets sites over their
/// HTTP APIs alone, as any scheduler and any person does, and commands nothing.
@NullMarked
package dev.ondol.fleet;

import org.jspecify.annotations.NullMarked;
