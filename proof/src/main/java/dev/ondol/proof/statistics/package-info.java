/// From days to savings: formulas, paired block bootstrap, gates. Plain arithmetic on figures of runs.
@NullMarked
package dev.ondol.proof.statistics;

import org.jspecify.annotations.NullMarked;
