/// Which site of a fleet a job was given to. It is no site's own: one table for all of them.
@NullMarked
package dev.ondol.historian.fleet;

import org.jspecify.annotations.NullMarked;
