package dev.ondol.optimizer.extender;

/// A node of a cluster.
///
/// @param name in Kubernetes
/// @param id   in the site, for example `node-h3-017-2`
record KubeNode(String name, String id) {}
