/// The scheduler extender of Kubernetes (version 1): kube-scheduler asks where a Pod may run, and the placement desk answers. Pure of HTTP; the
/// routes are in `api`.
@NullMarked
package dev.ondol.optimizer.extender;

import org.jspecify.annotations.NullMarked;
