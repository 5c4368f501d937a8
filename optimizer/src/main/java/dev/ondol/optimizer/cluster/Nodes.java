package dev.ondol.optimizer.cluster;

import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All server nodes of a site, numbered from 0 in the order halls, groups, racks, nodes. Immutable but for what is learned of their types.
public final class Nodes {
    private final List<String> names = new ArrayList<>();
    private final ServerFigures figures;
    private final int[] type;
    private final Map<String, Integer> byName = new HashMap<>();
    private final Map<String, int[]> byModel = new LinkedHashMap<>();
    private final int[] hall;
    private final int[] rack;
    private final int[] place;
    private final List<String> rackNames = new ArrayList<>();
    private final List<Double> rackNameplateW = new ArrayList<>();
    private final int[] nodesInRack;

    public Nodes(Site site) {
        figures = new ServerFigures(site.nodeTypes());
        List<Integer> typeNumbers = new ArrayList<>();
        List<Integer> halls = new ArrayList<>();
        List<Integer> racks = new ArrayList<>();
        Map<String, List<Integer>> models = new LinkedHashMap<>();
        for (int h = 0; h < site.halls().size(); h++) {
            Hall of = site.halls().get(h);
            for (RackGroup group : of.racks()) {
                if (group.nodeType().isEmpty()) {
                    continue;
                }
                NodeType type = site.nodeType(group.nodeType().get());
                for (int r = 1; r <= group.racks(); r++) {
                    for (int n = 1; n <= group.nodesPerRack(); n++) {
                        byName.put(group.node(r, n), names.size());
                        models.computeIfAbsent(type.gpuModel(), ignored -> new ArrayList<>()).add(names.size());
                        names.add(group.node(r, n));
                        typeNumbers.add(site.nodeTypes().indexOf(type));
                        halls.add(h);
                        racks.add(rackNameplateW.size());
                    }
                    rackNameplateW.add(group.nameplateW());
                    rackNames.add(group.rack(r));
                }
            }
        }
        type = typeNumbers.stream().mapToInt(Integer::intValue).toArray();
        hall = halls.stream().mapToInt(Integer::intValue).toArray();
        rack = racks.stream().mapToInt(Integer::intValue).toArray();
        place = new int[hall.length];
        nodesInRack = new int[rackNameplateW.size()];
        models.forEach((model, of) -> {
            int[] numbers = of.stream().mapToInt(Integer::intValue).toArray();
            byModel.put(model, numbers);
            for (int i = 0; i < numbers.length; i++) {
                place[numbers[i]] = i;
            }
        });
        for (int at : rack) {
            nodesInRack[at]++;
        }
    }

    public int count() {
        return hall.length;
    }

    public String name(int node) {
        return names.get(node);
    }

    /// Number of the node of that name, or -1.
    public int index(String name) {
        return byName.getOrDefault(name, -1);
    }

    /// The type of a node: its nameplate, with what was learned of its power without work and of its wake time.
    public NodeType type(int node) {
        return figures.type(type[node]);
    }

    /// What was learned of all types.
    public ServerFigures figures() {
        return figures;
    }

    /// A node without work was seen to draw some power.
    ///
    /// @param powerW at 20 C inlet, W
    public void drew(int node, ServerFigures.Rest rest, double powerW) {
        figures.drew(type[node], rest, powerW);
    }

    /// A node was seen to wake within that time.
    void woke(int node, double minutes) {
        figures.woke(type[node], minutes);
    }

    /// How long the node may take to wake, minutes.
    public double longestWakeMinutes(int node) {
        return figures.longestWakeMinutes(type[node]);
    }

    /// How much longer than usual the node may take to wake, milliseconds.
    public long wakeMarginMs(int node) {
        return Math.round((longestWakeMinutes(node) - type(node).wakeMinutes()) * 60_000);
    }

    public int hall(int node) {
        return hall[node];
    }

    /// Number of the rack, from 0 over the whole site.
    public int rack(int node) {
        return rack[node];
    }

    /// Name of the rack that the node is in, as equipment.
    public String rackName(int node) {
        return rackNames.get(rack[node]);
    }

    public int racks() {
        return rackNameplateW.size();
    }

    /// Nodes of one rack.
    public int nodesInRack(int of) {
        return nodesInRack[of];
    }

    public double rackNameplateW(int of) {
        return rackNameplateW.get(of);
    }

    public Set<String> models() {
        return byModel.keySet();
    }

    /// Nodes with that GPU model in ascending order; empty where there are none. Not to be changed.
    public int[] ofModel(String model) {
        return byModel.getOrDefault(model, NONE);
    }

    /// Position of the node among those of its GPU model.
    public int place(int node) {
        return place[node];
    }

    private static final int[] NONE = {};
}
