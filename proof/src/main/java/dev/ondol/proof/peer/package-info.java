/// Placement policies of others, written from their publications, for a race against Ondol's own. Nothing of the product uses them.
@NullMarked
package dev.ondol.proof.peer;

import org.jspecify.annotations.NullMarked;
