/// What the connector does to Slurm, by its programs `squeue` and `scontrol`. Why it does so belongs to `dispatch`.
@NullMarked
package dev.ondol.slurm.command;

import org.jspecify.annotations.NullMarked;
