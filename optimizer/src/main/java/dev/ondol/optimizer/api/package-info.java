/// The placement API over HTTP: checks what comes in, asks the desk, words the answers. `openapi.yaml` beside it describes exactly
/// this. Nothing is decided here.
@NullMarked
package dev.ondol.optimizer.api;

import org.jspecify.annotations.NullMarked;
