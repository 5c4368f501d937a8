/// Ondol's placement API as the watcher uses it, over HTTP.
@NullMarked
package dev.ondol.kubernetes.placement;

import org.jspecify.annotations.NullMarked;
