/// Round after round: which held jobs are asked for, bound to their nodes and released, what has happened to those that run, and what
/// is done when Ondol does not answer.
@NullMarked
package dev.ondol.slurm.dispatch;

import org.jspecify.annotations.NullMarked;
