/// The reliability tests by number (R1, R4, ...): a load with known rows, a fault again and again, and a count of what the database
/// holds. A tenth of the size by default, whole by `./ondol test --full`, which also writes the figures to
/// docs/reliability.md.
@NullMarked
package dev.ondol.ingest.reliability;

import org.jspecify.annotations.NullMarked;
