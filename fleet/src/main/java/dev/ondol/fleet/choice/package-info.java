/// Which site a job goes to, by what each of them answers and the operator's weights. Pure: no I/O.
@NullMarked
package dev.ondol.fleet.choice;

import org.jspecify.annotations.NullMarked;
