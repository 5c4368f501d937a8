/// Ondol's placement API as this connector uses it, and how a job of Slurm is told to it.
@NullMarked
package dev.ondol.slurm.placement;

import org.jspecify.annotations.NullMarked;
