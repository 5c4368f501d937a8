package dev.ondol.kubernetes.cluster;

/// A node at one moment.
///
/// @param name      in Kubernetes
/// @param id        in the site
/// @param takesJobs false where it is cordoned
public record SeenNode(String name, String id, boolean takesJobs) {}
