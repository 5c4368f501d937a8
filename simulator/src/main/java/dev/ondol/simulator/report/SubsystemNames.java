package dev.ondol.simulator.report;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What people call the subsystems of the energy account, and how the report groups them.
final class SubsystemNames {
    private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("it", "IT"),
            Map.entry("distributionLoss", "Busways and PDUs"), Map.entry("upsLoss", "UPS"),
            Map.entry("transformerLoss", "Transformers"), Map.entry("misc", "Lighting and control room"),
            Map.entry("optimizer", "The optimizer's own servers"), Map.entry("crahFans", "Air handler fans"),
            Map.entry("cduPumps", "Coolant pumps"), Map.entry("facilityWaterPumps", "Facility-water pumps"),
            Map.entry("chilledWaterPumps", "Chilled-water pumps"),
            Map.entry("condenserWaterPumps", "Condenser-water pumps"));

    private static final Set<String> OTHERS = Set.of("it", "misc", "optimizer", "heatPump");

    /// Where a subsystem stands in the charts.
    enum Group {
        COOLING, LOSS, OTHER
    }

    private SubsystemNames() {}

    static String of(String key) {
        String name = NAMES.get(key);
        if (name != null) {
            return name;
        }
        String words = key.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    static Group group(String key) {
        return key.endsWith("Loss")
                ? Group.LOSS
                : OTHERS.contains(key) ? Group.OTHER : Group.COOLING;
    }
}
