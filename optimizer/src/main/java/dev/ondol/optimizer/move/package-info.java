/// Compound moves of the search: several jobs at once, from where they block each other to where they fit. What a plan costs is
/// not decided here; the score has the last word.
@NullMarked
package dev.ondol.optimizer.move;

import org.jspecify.annotations.NullMarked;
