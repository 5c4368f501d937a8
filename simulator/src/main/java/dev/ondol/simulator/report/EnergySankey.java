package dev.ondol.simulator.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Where the energy went, from the meter to its consumers: IT by hall, cooling by kind of equipment, electrical losses.
final class EnergySankey {
    private static final double WIDTH = 1040;
    private static final double TOP = 14;
    private static final double SCALE_HEIGHT = 300;
    private static final double LEAF_SPACE = 21;
    private static final double GROUP_GAP = 26;
    private static final double NODE = 12;
    private static final double[] COLUMN_X = {0, 320, 690};

    /// @param name  as people say it
    /// @param style class of its colour
    private record Leaf(String name, double kwh, String style) {}

    private record Group(String name, String style, List<Leaf> leaves) {
        double kwh() {
            return leaves.stream().mapToDouble(Leaf::kwh).sum();
        }
    }

    private EnergySankey() {}

    /// @param bySubsystemKwh energy by key of the subsystem
    /// @param hallKwh        IT energy by hall; shares of the IT energy count, not their sum
    static String svg(Map<String, Double> bySubsystemKwh, Map<String, Double> hallKwh) {
        List<Group> groups = groups(bySubsystemKwh, hallKwh);
        double all = groups.stream().mapToDouble(Group::kwh).sum();
        double perKwh = SCALE_HEIGHT / all;
        double height = TOP;
        for (Group group : groups) {
            height += space(group, perKwh) + GROUP_GAP;
        }
        Drawing drawing = new Drawing(WIDTH, height, "Energy from the meter to its consumers: " + words(groups, all));
        double gridY = TOP + (height - TOP - GROUP_GAP - SCALE_HEIGHT) / 2;
        drawing.rect("node meter", COLUMN_X[0], gridY, NODE, SCALE_HEIGHT, "Meter: " + energy(all));
        drawing.text("name", COLUMN_X[0] + NODE + 8, gridY + SCALE_HEIGHT / 2 - 4, "start", "Meter");
        drawing.text("value", COLUMN_X[0] + NODE + 8, gridY + SCALE_HEIGHT / 2 + 13, "start", energy(all));
        double from = gridY;
        double y = TOP;
        for (Group group : groups) {
            double thick = group.kwh() * perKwh;
            double space = space(group, perKwh);
            double nodeY = y + (space - thick) / 2;
            band(drawing, group.style, COLUMN_X[0] + NODE, from, COLUMN_X[1], nodeY, thick, group.name, group.kwh());
            drawing.rect("node " + group.style, COLUMN_X[1], nodeY, NODE, thick, group.name + ": "
                    + energy(group.kwh()));
            label(drawing, COLUMN_X[1] + NODE + 8, nodeY + thick / 2, group.name, group.kwh(), all);
            leaves(drawing, group, nodeY, y, perKwh, all);
            from += thick;
            y += space + GROUP_GAP;
        }
        return drawing.toString();
    }

    private static void leaves(Drawing drawing, Group group, double nodeY, double top, double perKwh, double all) {
        double from = nodeY;
        double y = top;
        for (Leaf leaf : group.leaves) {
            double thick = leaf.kwh * perKwh;
            double space = Math.max(LEAF_SPACE, thick + 3);
            double leafY = y + (space - thick) / 2;
            band(drawing, leaf.style, COLUMN_X[1] + NODE, from, COLUMN_X[2], leafY, thick, leaf.name, leaf.kwh);
            drawing.rect("node " + leaf.style, COLUMN_X[2], leafY, NODE, Math.max(1, thick), leaf.name + ": "
                    + energy(leaf.kwh));
            drawing.text("name", COLUMN_X[2] + NODE + 8, leafY + thick / 2 + 4, "start", leaf.name);
            drawing.text("value", WIDTH, leafY + thick / 2 + 4, "end",
                    energy(leaf.kwh) + "  " + String.format(Locale.ROOT, "%5.2f %%", 100 * leaf.kwh / all));
            from += thick;
            y += space;
        }
    }

    private static void label(Drawing drawing, double x, double y, String name, double kwh, double all) {
        drawing.text("name halo", x, y - 3, "start", name);
        drawing.text("value halo", x, y + 13, "start",
                energy(kwh) + String.format(Locale.ROOT, "  %.1f %%", 100 * kwh / all));
    }

    private static void band(Drawing drawing, String style, double x1, double y1, double x2, double y2, double thick,
            String name, double kwh) {
        double middle = (x1 + x2) / 2;
        double drawn = Math.max(0.8, thick);
        String d = "M" + pair(x1, y1) + "C" + pair(middle, y1) + " " + pair(middle, y2) + " " + pair(x2, y2) + "V"
                + Drawing.number(y2 + drawn) + "C" + pair(middle, y2 + drawn) + " " + pair(middle, y1 + drawn) + " "
                + pair(x1, y1 + drawn) + "Z";
        drawing.path("band " + style, d, name + ": " + energy(kwh));
    }

    private static String pair(double x, double y) {
        return Drawing.number(x) + "," + Drawing.number(y);
    }

    private static double space(Group group, double perKwh) {
        double leaves = group.leaves.stream().mapToDouble(leaf -> Math.max(LEAF_SPACE, leaf.kwh * perKwh + 3)).sum();
        return Math.max(leaves, 36);
    }

    private static List<Group> groups(Map<String, Double> bySubsystemKwh, Map<String, Double> hallKwh) {
        List<Leaf> it = new ArrayList<>();
        double itKwh = bySubsystemKwh.getOrDefault("it", 0.0);
        double halls = Math.max(1e-9, hallKwh.values().stream().mapToDouble(Double::doubleValue).sum());
        hallKwh.forEach((hall, kwh) -> it.add(new Leaf("Hall " + hall, itKwh * kwh / halls, "it")));
        List<Leaf> cooling = new ArrayList<>();
        List<Leaf> losses = new ArrayList<>();
        List<Leaf> other = new ArrayList<>();
        bySubsystemKwh.forEach((key, kwh) -> {
            if (kwh <= 0 || key.equals("it")) {
                return;
            }
            String name = SubsystemNames.of(key);
            switch (SubsystemNames.group(key)) {
                case LOSS -> losses.add(new Leaf(name, kwh, "loss"));
                case OTHER -> other.add(new Leaf(name, kwh, "other"));
                case COOLING -> cooling.add(new Leaf(name, kwh, "cooling"));
            }
        });
        List<Group> groups = new ArrayList<>();
        groups.add(new Group("IT", "it", it));
        groups.add(new Group("Cooling", "cooling", bySize(cooling)));
        groups.add(new Group("Electrical losses", "loss", bySize(losses)));
        groups.add(new Group("Other", "other", bySize(other)));
        groups.removeIf(group -> group.leaves.isEmpty());
        return groups;
    }

    private static List<Leaf> bySize(List<Leaf> leaves) {
        return leaves.stream().sorted(Comparator.comparingDouble(Leaf::kwh).reversed()).toList();
    }

    private static String words(List<Group> groups, double all) {
        StringBuilder words = new StringBuilder();
        for (Group group : groups) {
            words.append(words.isEmpty() ? "" : ", ").append(group.name)
                    .append(String.format(Locale.ROOT, " %.1f %%", 100 * group.kwh() / all));
        }
        return words.toString();
    }

    static String energy(double kwh) {
        return kwh >= 1e6
                ? String.format(Locale.ROOT, "%,.2f GWh", kwh / 1e6)
                : kwh >= 1e3
                        ? String.format(Locale.ROOT, "%,.1f MWh", kwh / 1e3)
                        : String.format(Locale.ROOT, "%,.0f kWh", kwh);
    }
}
