/// The only SQL of the house: [Historian] opens the database (TimescaleDB or PostgreSQL), migrates its schema and hands out
/// one store per subject. What a store keeps lies in the package of its subject; connections and error codes lie here.
@NullMarked
package dev.ondol.historian;

import org.jspecify.annotations.NullMarked;
