package dev.ondol.optimizer.model;

import dev.ondol.facility.site.CoolantUnits;
import dev.ondol.facility.site.CoolantUnits.Source;
import dev.ondol.facility.site.CoolingPlant.DryCoolers;
import dev.ondol.facility.site.CoolingPlant.Pumps;
import dev.ondol.facility.site.Site;
import org.jspecify.annotations.Nullable;

/// The liquid side: technology loops of the halls, facility water, dry coolers. Steady state; one thread at a time.
final class LiquidModel {
    /// Heat capacity of water by volume, J/(L K).
    private static final double WATER = 4186;
    private static final double LOWEST_FLOW = 0.35;
    /// Technology-loop temperature at which node power has its nameplate, Celsius.
    private static final double LEAKAGE_REFERENCE_C = 36;
    /// Growth of the power of liquid-cooled chips with coolant temperature, 1/K; literature gives 0.001 to 0.002.
    private static final double LEAKAGE = 0.001;

    private final @Nullable CoolantUnits[] units;
    private final @Nullable DryCoolers coolers;
    private final @Nullable Pumps pumps;

    final double[] loopC;
    final double[] load;
    /// Part of [#riseW] in each hall, W.
    final double[] hallRiseW;
    double dryCoolersW;
    double pumpsW;
    /// Heat of loops that sit on chilled water, W.
    double chilledW;
    /// Additional IT power from warmer coolant, W.
    double riseW;

    LiquidModel(Site site) {
        units = new CoolantUnits[site.halls().size()];
        for (int i = 0; i < units.length; i++) {
            units[i] = site.halls().get(i).cdu().orElse(null);
        }
        coolers = site.cooling().dryCoolers().orElse(null);
        pumps = site.cooling().facilityPumps().orElse(null);
        loopC = new double[units.length];
        load = new double[units.length];
        hallRiseW = new double[units.length];
    }

    boolean has(int hall) {
        return units[hall] != null;
    }

    /// @param liquidW    heat of each hall into its technology loop at 36 C, W
    /// @param loopSetC   set-point of each technology loop, Celsius; NaN where there is none
    /// @param dryBulbC   outdoor air, Celsius
    /// @param chilledC   chilled-water supply, Celsius
    /// @param of         how the equipment differs from its nameplate
    void solve(double[] liquidW, double[] loopSetC, double dryBulbC, double chilledC, Coefficients of) {
        dryCoolersW = 0;
        pumpsW = 0;
        chilledW = 0;
        riseW = 0;
        double facilityHeatW = 0;
        double wantedC = Double.POSITIVE_INFINITY;
        for (int hall = 0; hall < units.length; hall++) {
            CoolantUnits cdu = units[hall];
            loopC[hall] = Double.NaN;
            if (cdu == null) {
                continue;
            }
            double rise = liquidW[hall] * LEAKAGE * (loopSetC[hall] - LEAKAGE_REFERENCE_C);
            double heatW = liquidW[hall] + rise;
            double duty = cdu.units() - cdu.redundant();
            double part = heatW / (duty * cdu.capacityW());
            double flow = Math.clamp(part, LOWEST_FLOW, 1);
            double pumpW = duty * cdu.pumpPowerW() * flow * flow * flow * of.pumps();
            load[hall] = part;
            riseW += rise;
            hallRiseW[hall] = rise;
            pumpsW += pumpW;
            loopC[hall] = loopSetC[hall];
            if (cdu.source() == Source.CHILLED_WATER) {
                chilledW += heatW + pumpW;
                loopC[hall] = Math.max(loopSetC[hall], chilledC + approach(cdu, part));
            } else {
                facilityHeatW += heatW + pumpW;
                wantedC = Math.min(wantedC, loopSetC[hall] - approach(cdu, part));
            }
        }
        if (facilityHeatW > 0 && coolers != null && pumps != null) {
            double supplyC = reject(coolers, pumps, facilityHeatW, wantedC, dryBulbC, of);
            for (int hall = 0; hall < units.length; hall++) {
                CoolantUnits cdu = units[hall];
                if (cdu != null && cdu.source() == Source.FACILITY_WATER) {
                    loopC[hall] = Math.max(loopC[hall], supplyC + approach(cdu, load[hall]));
                }
            }
        }
    }

    private static double approach(CoolantUnits cdu, double part) {
        return cdu.approachK() * Math.clamp(part, 0.3, 1.5);
    }

    /// Facility-water supply that is reached, Celsius. Effectiveness of a cross-flow cooler with one transfer number, as in
    /// ASHRAE Handbook Fundamentals, heat exchangers; conductance grows with the 0.8th power of the air flow.
    private double reject(DryCoolers cooler, Pumps pump, double heatW, double wantedC, double dryBulbC,
            Coefficients of) {
        double share = Math.clamp(heatW / ((cooler.units() - cooler.redundant()) * cooler.capacityW()), LOWEST_FLOW,
                1.2);
        double flowLS = pump.designFlowLS() * share;
        double rangeK = heatW / (flowLS * WATER);
        double designEffectiveness = (cooler.enteringC() - cooler.leavingC())
                / (cooler.enteringC() - cooler.dryBulbC());
        // All coolers run, the spare ones too: fan power falls with the cube.
        double designNtu = -Math.log(1 - designEffectiveness) * cooler.units() / (cooler.units() - cooler.redundant());
        double mostNtu = of.dryCoolerTransfer() * designNtu / share;
        double best = 1 - Math.exp(-mostNtu);
        double lowestC = dryBulbC + rangeK * (1 - best) / best;
        double supplyC = Math.max(wantedC, lowestC);
        double needed = rangeK / Math.max(supplyC + rangeK - dryBulbC, 0.1);
        double ntu = -Math.log(1 - Math.min(needed, best));
        double speed = Math.clamp(Math.pow(ntu / mostNtu, 1.25), 0, 1);
        dryCoolersW = cooler.units() * cooler.fanPowerW() * speed * speed * speed * of.dryCoolerFans();
        pumpsW += WaterPlant.pumpW(pump, share) * of.pumps();
        return supplyC;
    }
}
