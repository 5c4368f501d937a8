/// What was done, by whom and to what effect: the append-only, hash-chained log.
@NullMarked
package dev.ondol.historian.audit;

import org.jspecify.annotations.NullMarked;
