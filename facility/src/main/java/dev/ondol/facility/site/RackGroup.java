package dev.ondol.facility.site;

import java.util.Optional;

/// Racks of one kind in a hall: GPU racks hold nodes of one type, service racks (CPU, storage, network) draw a steady load.
///
/// @param prefix       first part of the rack names: `rack-h3` gives `rack-h3-001`, ...
/// @param racks        number of racks
/// @param nodeType     type of the nodes; absent for service racks
/// @param nodesPerRack nodes a rack; 0 for service racks
/// @param nameplateW   nameplate power a rack, W
/// @param serviceLoad  mean power / nameplate of a service rack; absent for GPU racks
/// @param leafShare    share of a service rack's power that is leaf switches and optics of the site's GPU racks; absent where
///                     it holds none
/// @param processorShare share of what a service rack draws beside leaf switches that is work of processors and follows their clock;
///                     absent where it is not known
public record RackGroup(String prefix, int racks, Optional<String> nodeType, int nodesPerRack, double nameplateW,
        Optional<Double> serviceLoad, Optional<Double> leafShare, Optional<Double> processorShare) {
    public RackGroup {
        Checks.name(prefix, "prefix");
        Checks.atLeast(1, racks, "racks");
        Checks.positive(nameplateW, "nameplateW");
        if (nodeType.isPresent() == serviceLoad.isPresent()) {
            throw new IllegalArgumentException(
                    "Racks %s must have either a nodeType or a serviceLoad.".formatted(prefix));
        }
        if (nodeType.isPresent()) {
            Checks.atLeast(1, nodesPerRack, "nodesPerRack");
        }
        serviceLoad.ifPresent(load -> Checks.between(0, load, 1, "serviceLoad"));
        leafShare.ifPresent(share -> Checks.between(0, share, 1, "leafShare"));
        if (leafShare.isPresent() && serviceLoad.isEmpty()) {
            throw new IllegalArgumentException(
                    "Racks %s must have a serviceLoad to have a leafShare.".formatted(prefix));
        }
        processorShare.ifPresent(share -> Checks.between(0, share, 1, "processorShare"));
        if (processorShare.isPresent() && serviceLoad.isEmpty()) {
            throw new IllegalArgumentException(
                    "Racks %s must have a serviceLoad to have a processorShare.".formatted(prefix));
        }
    }

    /// Racks without leaf switches that could be switched off and processors that could be slowed.
    public RackGroup(String prefix, int racks, Optional<String> nodeType, int nodesPerRack, double nameplateW,
            Optional<Double> serviceLoad) {
        this(prefix, racks, nodeType, nodesPerRack, nameplateW, serviceLoad, Optional.empty(), Optional.empty());
    }

    /// Name of the n-th rack, n from 1.
    public String rack(int n) {
        return "%s-%03d".formatted(prefix, n);
    }

    /// Name of the m-th node of the n-th rack, both from 1: `node-h3-017-2`.
    public String node(int n, int m) {
        String place = prefix.startsWith("rack-") ? prefix.substring("rack-".length()) : prefix;
        return "node-%s-%03d-%d".formatted(place, n, m);
    }
}
