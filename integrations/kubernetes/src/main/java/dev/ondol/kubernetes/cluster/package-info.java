/// What the watcher sees of a cluster, and the little that it writes there: Pods, nodes, gates and annotations.
@NullMarked
package dev.ondol.kubernetes.cluster;

import org.jspecify.annotations.NullMarked;
