package dev.ondol.simulator.facility;

import dev.ondol.simulator.heat.HeatBody;
import java.util.List;

/// Checks in every step that no heat appears or vanishes: each part by itself from its states and flows, then the whole: all
/// electrical power inside of the thermal boundary leaves to the outdoors or changes the content of air, racks and water
/// since the last step.
final class HeatBalance {
    private final HeatBody[] parts;
    private double contentJ;

    HeatBalance(List<HeatBody> parts) {
        this.parts = parts.toArray(new HeatBody[0]);
        contentJ = energyJ();
    }

    /// @param loadW power of IT, its distribution and the electrical rooms, W
    void check(EnergyMeter meter, double loadW, double seconds) {
        double netW = loadW;
        for (HeatBody part : parts) {
            meter.balance(part.imbalanceW());
            netW += part.electricW() - part.rejectedW();
        }
        double beforeJ = contentJ;
        contentJ = energyJ();
        meter.balance(netW - (contentJ - beforeJ) / seconds);
    }

    /// Heat content of everything, J above 0 C.
    double energyJ() {
        double sum = 0;
        for (HeatBody part : parts) {
            sum += part.energyJ();
        }
        return sum;
    }
}
