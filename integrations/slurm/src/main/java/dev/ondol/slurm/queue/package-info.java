/// Slurm's queue as `squeue --json` tells it: jobs, their GPUs, their nodes. Nothing here runs a program.
@NullMarked
package dev.ondol.slurm.queue;

import org.jspecify.annotations.NullMarked;
