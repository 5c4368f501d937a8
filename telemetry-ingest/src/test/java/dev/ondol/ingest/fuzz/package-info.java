/// Every parser of what comes from outside, fed with what nobody would send. A short run over seeds and all inputs that ever did
/// harm is part of every build; R10 runs Jazzer on each parser for ten minutes.
@NullMarked
package dev.ondol.ingest.fuzz;

import org.jspecify.annotations.NullMarked;
