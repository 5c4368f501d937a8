/// The runs of a proof: which policy on which week with which seed, what each gave day by day, side by side on all cores, kept
/// on disk so that a proof can be stopped and resumed.
@NullMarked
package dev.ondol.proof.run;

import org.jspecify.annotations.NullMarked;
