/// What Ondol reads of a Kubernetes Pod: its GPUs, its annotations, and the placement request that they make. The scheduler extender and the
/// watcher read Pods alike because of it. Plain Java on JSON trees; no Kubernetes client.
@NullMarked
package dev.ondol.facility.pod;

import org.jspecify.annotations.NullMarked;
