package dev.ondol.simulator.workload;

import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All GPUs of one model on a site.
///
/// @param model    for example `H200`
/// @param gpus     how many there are
/// @param nodeGpus GPUs of its smallest node
record GpuPool(String model, int gpus, int nodeGpus) {
    /// The pools of a site in site order.
    static List<GpuPool> of(Site site) {
        Map<String, GpuPool> pools = new LinkedHashMap<>();
        for (Hall hall : site.halls()) {
            for (RackGroup group : hall.racks()) {
                if (group.nodeType().isPresent()) {
                    NodeType type = site.nodeType(group.nodeType().get());
                    GpuPool part = new GpuPool(type.gpuModel(), group.racks() * group.nodesPerRack() * type.gpus(),
                            type.gpus());
                    pools.merge(type.gpuModel(), part, GpuPool::with);
                }
            }
        }
        return new ArrayList<>(pools.values());
    }

    private GpuPool with(GpuPool other) {
        return new GpuPool(model, gpus + other.gpus, Math.min(nodeGpus, other.nodeGpus));
    }
}
