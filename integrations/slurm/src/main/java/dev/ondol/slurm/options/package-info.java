/// The file that an administrator writes for the connector.
@NullMarked
package dev.ondol.slurm.options;

import org.jspecify.annotations.NullMarked;
