/// Keeps Kubernetes and Ondol in step: what runs is told to Ondol, and what Ondol lets start is let through the scheduler's gate. Speaks only the REST API to
/// Ondol; knows nothing of the plant.
@NullMarked
package dev.ondol.kubernetes;

import org.jspecify.annotations.NullMarked;
