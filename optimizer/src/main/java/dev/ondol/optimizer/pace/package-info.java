/// How fast single jobs run under a power cap, learned while they run, and the cap that follows from it.
@NullMarked
package dev.ondol.optimizer.pace;

import org.jspecify.annotations.NullMarked;
