/// What the watcher is told.
@NullMarked
package dev.ondol.kubernetes.options;

import org.jspecify.annotations.NullMarked;
