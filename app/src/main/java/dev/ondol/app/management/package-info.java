/// What a process tells whoever watches over it: Prometheus metrics and health over HTTP, on a port of their own. Roles do not
/// know of it; they tell what happens through ports such as `IngestMeter`.
@NullMarked
package dev.ondol.app.management;

import org.jspecify.annotations.NullMarked;
