package dev.ondol.simulator.tune;

import dev.ondol.facility.site.Envelope;
import dev.ondol.facility.site.Envelope.Range;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.control.FixedSetpoints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The fixed set-points that a tuning tries: every combination of these values that lies inside of the site's envelope,
/// never more than 500. Set-points of equipment that the site does not have stay at one value.
final class SetpointGrid {
    static final int MOST_POINTS = 500;

    private static final double[] SUPPLY_AIR_C = {23, 24, 25};
    private static final double[] PRESSURE_PA = {2, 3, 5};
    private static final double[] CHILLED_WATER_C = {16, 18, 20};
    private static final double[] CONDENSER_WATER_C = {14, 16, 18, 21};
    private static final double[] TECHNOLOGY_LOOP_C = {32, 34, 37};

    private SetpointGrid() {}

    static List<FixedSetpoints> of(Site site) {
        Envelope envelope = site.envelope();
        boolean liquid = site.halls().stream().anyMatch(hall -> hall.cdu().isPresent());
        boolean towers = site.cooling().towers().isPresent();
        List<FixedSetpoints> grid = new ArrayList<>();
        for (double supply : inside(SUPPLY_AIR_C, envelope.supplyAirC())) {
            for (double pressure : inside(PRESSURE_PA, envelope.pressurePa())) {
                for (double chilled : inside(CHILLED_WATER_C, envelope.chilledWaterC())) {
                    for (double condenser : used(towers, CONDENSER_WATER_C, envelope.condenserWaterC())) {
                        for (double loop : used(liquid, TECHNOLOGY_LOOP_C, envelope.technologyLoopC())) {
                            grid.add(new FixedSetpoints(supply, pressure, chilled, condenser, loop));
                        }
                    }
                }
            }
        }
        return grid;
    }

    private static double[] used(boolean used, double[] values, Range range) {
        double[] all = inside(values, range);
        return used ? all : Arrays.copyOf(all, 1);
    }

    /// The values inside of the range, or its middle where none is.
    private static double[] inside(double[] values, Range range) {
        double[] inside = Arrays.stream(values).filter(value -> value >= range.min() && value <= range.max()).toArray();
        return inside.length > 0 ? inside : new double[]{(range.min() + range.max()) / 2};
    }
}
