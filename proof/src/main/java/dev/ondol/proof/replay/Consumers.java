package dev.ondol.proof.replay;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Electric power of kinds of equipment, added up from the meters of their units, by hours. A kind counts where all units that were
/// recorded have the hour.
public final class Consumers {
    private static final Map<String, Pattern> KINDS = kinds();

    private Consumers() {}

    private static Map<String, Pattern> kinds() {
        Map<String, Pattern> kinds = new LinkedHashMap<>();
        kinds.put("crahFans", Pattern.compile("cra[hc]-.*-\\d+"));
        kinds.put("cduPumps", Pattern.compile("cdu-.*-\\d+"));
        kinds.put("facilityWaterPumps", Pattern.compile("facility-pump-\\d+"));
        kinds.put("dryCoolers", Pattern.compile("dry-cooler-\\d+"));
        kinds.put("chilledWaterPumps", Pattern.compile("chilled-pump-\\d+"));
        kinds.put("condenserWaterPumps", Pattern.compile("condenser-pump-\\d+"));
        kinds.put("chillers", Pattern.compile("chiller-\\d+"));
        kinds.put("towers", Pattern.compile("tower-\\d+"));
        kinds.put("upsLoss", Pattern.compile("ups-[a-z]"));
        kinds.put("distributionLoss", Pattern.compile("distribution"));
        return kinds;
    }

    /// All kinds of which something was recorded.
    public static List<Consumer> of(Simulated simulated) {
        List<Consumer> all = new ArrayList<>();
        KINDS.forEach((name, equipment) -> add(all, name, false, equipment, Quantity.ACTIVE_POWER, simulated));
        return all;
    }

    /// Air of all halls, and water of each circuit.
    public static List<Consumer> flows(Simulated simulated) {
        List<Consumer> all = new ArrayList<>();
        add(all, "airflow", true, Pattern.compile("hall-.*"), Quantity.AIRFLOW, simulated);
        for (String circuit : List.of("chilled-water", "condenser-water", "facility-water")) {
            add(all, circuit, true, Pattern.compile(circuit), Quantity.WATER_FLOW, simulated);
        }
        return all;
    }

    private static void add(List<Consumer> all, String name, boolean flow, Pattern equipment, Quantity quantity,
            Simulated simulated) {
        List<Integer> members = new ArrayList<>();
        List<PointId> points = simulated.window().points();
        for (int p = 0; p < points.size(); p++) {
            if (points.get(p).quantity().equals(quantity.id())
                    && equipment.matcher(points.get(p).equipment()).matches()) {
                members.add(p);
            }
        }
        if (!members.isEmpty()) {
            all.add(sum(name, flow, members, simulated));
        }
    }

    private static Consumer sum(String name, boolean flow, List<Integer> members, Simulated simulated) {
        double[] measured = new double[simulated.window().hours()];
        double[] modelled = new double[measured.length];
        for (int member : members) {
            Arrays.setAll(measured, hour -> measured[hour] + simulated.measured(member)[hour]);
            Arrays.setAll(modelled, hour -> modelled[hour] + simulated.modelled(member)[hour]);
        }
        return new Consumer(name, flow, measured, modelled);
    }
}
