/// One look at the cluster and what follows from it: reports, the list of running jobs, gates.
@NullMarked
package dev.ondol.kubernetes.round;

import org.jspecify.annotations.NullMarked;
