/// Jobs that schedulers asked about, the optimizer's placements and what became of them.
@NullMarked
package dev.ondol.historian.workload;

import org.jspecify.annotations.NullMarked;
