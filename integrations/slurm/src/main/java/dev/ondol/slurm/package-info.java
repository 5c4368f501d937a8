/// The connector between a Slurm cluster and Ondol's placement API: a process of its own that knows both only from outside, by
/// Slurm's programs and by HTTP. What a job costs and where it fits is Ondol's affair, when a node is free Slurm's.
@NullMarked
package dev.ondol.slurm;

import org.jspecify.annotations.NullMarked;
