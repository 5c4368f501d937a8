/// The placement API over HTTP: checks what comes in, asks the desk, words the answers. `openapi.yaml` beside it describes exactly
/// this. Each [RouteGroup] adds its paths, an [Exchange] carries a request to its answer; nothing is decided here.
@NullMarked
package dev.ondol.optimizer.api;

import org.jspecify.annotations.NullMarked;
