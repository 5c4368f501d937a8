/// What control writes down: commands, answers, refusals, changes of the mode. Writing never holds up controlling; while
/// the database is away, entries wait in memory. Only this package touches the historian.
@NullMarked
package dev.ondol.controllers.journal;

import org.jspecify.annotations.NullMarked;
