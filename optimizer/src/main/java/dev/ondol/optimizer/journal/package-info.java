/// The way from answers and plans to the historian: in order, in the background, patient while the database is away.
@NullMarked
package dev.ondol.optimizer.journal;

import org.jspecify.annotations.NullMarked;
