/// A site that runs for hours while things break, and what rises in it.
@NullMarked
package dev.ondol.app.soak;

import org.jspecify.annotations.NullMarked;
