/// What the optimizer proposes for the next hours: set-point steps, job starts, node power profiles and what they are
/// expected to cost. A plan is a proposal; only a controller turns it into commands.
@NullMarked
package dev.ondol.facility.plan;

import org.jspecify.annotations.NullMarked;
