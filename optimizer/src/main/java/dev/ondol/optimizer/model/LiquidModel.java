package dev.ondol.optimizer.model;

import dev.ondol.facility.site.CoolantUnits;
import dev.ondol.facility.site.CoolantUnits.Source;
import dev.ondol.facility.site.CoolingPlant.DryCoolers;
import dev.ondol.facility.site.CoolingPlant.Pumps;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Site;
import org.jspecify.annotations.Nullable;

/// The liquid side: technology loops of the halls, facility water, dry coolers. Steady state; one thread at a time.
final class LiquidModel {
    /// Heat capacity of water by volume, J/(L K).
    private static final double WATER = 4186;
    /// Heat capacity of 25 % propylene glycol at 40 C by volume, J/(L K).
    private static final double COOLANT = 1.013 * 3930;
    /// Technology-loop temperature at which node power has its nameplate, Celsius.
    private static final double LEAKAGE_REFERENCE_C = 36;
    /// Growth of the power of liquid-cooled chips with coolant temperature, 1/K; literature gives 0.001 to 0.002.
    private static final double LEAKAGE = 0.001;
    /// Part of a cold plate's thermal resistance that falls with its flow, K L / (W min), and the flow of a plate at design, L/min
    /// (Open Compute Project, cold-plate loop of a 1 kW accelerator module, 25 % propylene glycol).
    private static final double PLATE_RESISTANCE = 0.00839;
    private static final double PLATE_L_MIN = 1.6;
    private static final double PLATE_POWER = 0.35;
    /// Powers of a dry cooler's conductance over water and air: two thirds of its resistance lie on the air side.
    private static final double COIL_WATER_POWER = 0.28;
    private static final double COIL_AIR_POWER = 0.53;
    /// Air that moves by itself / air at full fan speed.
    private static final double NATURAL_DRAUGHT = 0.1;
    private static final double LEAST_FLOW = 0.1;
    /// Rise of the chilled water in coolant units that sit on it, K.
    private static final double CHILLED_RISE_K = 10;

    private final Asked asked;
    private final boolean onChilledWater;
    private final @Nullable CoolantUnits[] units;
    private final double[] designLS;
    private final double[] designHeatW;
    private final double[] waterDesignLS;
    private final @Nullable Exchanger[] exchangers;
    private final @Nullable DryCoolers coolers;
    private final @Nullable Exchanger coil;
    private final @Nullable Pumps pumps;

    final double[] loopC;
    final double[] load;
    /// Part of [#riseW] in each hall, W.
    final double[] hallRiseW;
    /// Rise of the coolant in each hall / its rise at nameplate heat and design flow.
    final double[] rise;
    double dryCoolersW;
    double coolantPumpsW;
    double facilityPumpsW;
    /// Heat of loops that sit on chilled water, W, and the chilled water that they let through, L/s.
    double chilledW;
    double chilledLS;
    /// Additional IT power from warmer coolant and cold plates, W.
    double riseW;

    LiquidModel(Site site) {
        int halls = site.halls().size();
        asked = new Asked(3 * halls + 6);
        onChilledWater = site.halls().stream().flatMap(hall -> hall.cdu().stream())
                .anyMatch(cdu -> cdu.source() == Source.CHILLED_WATER);
        units = new CoolantUnits[halls];
        designLS = new double[halls];
        designHeatW = new double[halls];
        waterDesignLS = new double[halls];
        exchangers = new Exchanger[halls];
        coolers = site.cooling().dryCoolers().orElse(null);
        pumps = site.cooling().facilityPumps().orElse(null);
        loopC = new double[halls];
        load = new double[halls];
        hallRiseW = new double[halls];
        rise = new double[halls];
        if (coolers == null) {
            coil = null;
        } else {
            double designWK = coolersDesignWK(coolers);
            coil = new Exchanger(coolers.units() * coolers.capacityW(), coolers.enteringC() - coolers.dryBulbC(),
                    designWK,
                    designWK, COIL_WATER_POWER, COIL_AIR_POWER);
        }
        int all = site.halls().stream().flatMap(hall -> hall.cdu().stream()).mapToInt(cdu -> cdu.units() - cdu
                .redundant()).sum();
        for (int i = 0; i < halls; i++) {
            Hall hall = site.halls().get(i);
            CoolantUnits cdu = hall.cdu().orElse(null);
            units[i] = cdu;
            if (cdu == null) {
                continue;
            }
            designLS[i] = site.technologyFlowLS(hall);
            designHeatW[i] = Math.max(site.technologyHeatW(hall), 1);
            int duty = cdu.units() - cdu.redundant();
            double unitsW = duty * cdu.capacityW();
            waterDesignLS[i] = cdu.source() == Source.FACILITY_WATER && pumps != null
                    ? pumps.designFlowLS() * duty / all
                    : unitsW / (CHILLED_RISE_K * WATER);
            double coolantWK = designLS[i] * COOLANT;
            exchangers[i] = new Exchanger(unitsW, unitsW / coolantWK + cdu.approachK(), coolantWK, waterDesignLS[i]
                    * WATER, PLATE_POWER, PLATE_POWER);
        }
    }

    boolean has(int hall) {
        return units[hall] != null;
    }

    /// @param liquidW    heat of each hall into its technology loop at 36 C and design flow, W
    /// @param loopSetC   set-point of each technology loop, Celsius; NaN where there is none
    /// @param flowLS     coolant through the racks of each hall, L/s; NaN where it stands at design
    /// @param dryBulbC   outdoor air, Celsius
    /// @param chilledC   chilled-water supply, Celsius
    /// @param of         how the equipment differs from its nameplate
    void solve(double[] liquidW, double[] loopSetC, double[] flowLS, double dryBulbC, double chilledC,
            Coefficients of) {
        if (asked.anew().with(liquidW).with(loopSetC).with(flowLS).with(dryBulbC).with(onChilledWater ? chilledC : 0)
                .with(of.coolantPumps()).with(of.facilityPumps()).with(of.dryCoolerTransfer()).with(of.dryCoolerFans())
                .again()) {
            return;
        }
        dryCoolersW = 0;
        coolantPumpsW = 0;
        facilityPumpsW = 0;
        chilledW = 0;
        chilledLS = 0;
        riseW = 0;
        double facilityHeatW = 0;
        double wantedC = Double.POSITIVE_INFINITY;
        for (int hall = 0; hall < units.length; hall++) {
            CoolantUnits cdu = units[hall];
            loopC[hall] = Double.NaN;
            rise[hall] = 0;
            if (cdu == null) {
                continue;
            }
            double flow = Double.isNaN(flowLS[hall]) ? 1 : Math.clamp(flowLS[hall] / designLS[hall], LEAST_FLOW, 1.1);
            double warmerK = loopSetC[hall] - LEAKAGE_REFERENCE_C + slowFlowK(hall, liquidW[hall], flow);
            double leakageW = liquidW[hall] * LEAKAGE * warmerK;
            double heatW = liquidW[hall] + leakageW;
            double duty = cdu.units() - cdu.redundant();
            double pumpW = duty * cdu.pumpPowerW() * Pumping.part(flow, 0) * of.coolantPumps();
            load[hall] = heatW / (duty * cdu.capacityW());
            rise[hall] = heatW / designHeatW[hall] / flow;
            riseW += leakageW;
            hallRiseW[hall] = leakageW;
            coolantPumpsW += pumpW;
            loopC[hall] = loopSetC[hall];
            if (cdu.source() == Source.CHILLED_WATER) {
                chilledW += heatW + pumpW;
                double coolantWK = flow * designLS[hall] * COOLANT;
                loopC[hall] = Math.max(loopSetC[hall], coldestC(hall, heatW + pumpW, coolantWK, chilledC));
                chilledLS += waterLS(hall, heatW + pumpW, coolantWK, loopC[hall], chilledC);
            } else {
                facilityHeatW += heatW + pumpW;
                wantedC = Math.min(wantedC, loopSetC[hall] - cdu.approachK());
            }
        }
        if (facilityHeatW > 0 && coolers != null && coil != null && pumps != null) {
            facilityWater(coolers, coil, pumps, facilityHeatW, liquidW, flowLS, wantedC, dryBulbC, of);
        }
    }

    private void facilityWater(DryCoolers dry, Exchanger air, Pumps pump, double facilityHeatW, double[] liquidW,
            double[] flowLS,
            double wantedC, double dryBulbC, Coefficients of) {
        double waterLS = 0;
        for (int hall = 0; hall < units.length; hall++) {
            CoolantUnits cdu = units[hall];
            if (cdu != null && cdu.source() == Source.FACILITY_WATER) {
                waterLS += waterLS(hall, liquidW[hall] + hallRiseW[hall], coolantWK(hall, flowLS), loopC[hall],
                        wantedC);
            }
        }
        double supplyC = reject(dry, air, pump, facilityHeatW, waterLS, wantedC, dryBulbC, of);
        if (supplyC > wantedC) {
            for (int hall = 0; hall < units.length; hall++) {
                CoolantUnits cdu = units[hall];
                if (cdu != null && cdu.source() == Source.FACILITY_WATER) {
                    loopC[hall] = Math.max(loopC[hall], coldestC(hall, liquidW[hall] + hallRiseW[hall], coolantWK(hall,
                            flowLS), supplyC));
                }
            }
        }
    }

    private double coolantWK(int hall, double[] flowLS) {
        return (Double.isNaN(flowLS[hall]) ? designLS[hall] : flowLS[hall]) * COOLANT;
    }

    /// By how much warmer chips are than at design flow, K.
    private double slowFlowK(int hall, double heatW, double flow) {
        double plates = designLS[hall] * 60 / PLATE_L_MIN;
        return PLATE_RESISTANCE / PLATE_L_MIN * (1 / flow - 1) * heatW / plates;
    }

    /// Coldest supply of a loop with the valves of its units wide open, Celsius.
    private double coldestC(int hall, double heatW, double coolantWK, double waterC) {
        Exchanger exchanger = exchangers[hall];
        double perKelvin = exchanger == null
                ? coolantWK
                : exchanger.perKelvin(coolantWK, waterDesignLS[hall] * WATER, 1);
        return waterC + heatW / perKelvin - heatW / coolantWK;
    }

    private double waterLS(int hall, double heatW, double coolantWK, double supplyC, double waterC) {
        Exchanger exchanger = exchangers[hall];
        double most = waterDesignLS[hall] * WATER;
        return exchanger == null
                ? 0
                : exchanger.coldFor(heatW, coolantWK, supplyC + heatW / coolantWK - waterC, most, 1) / WATER;
    }

    /// Facility-water supply that is reached, Celsius. All coolers run, the spare ones too: fan power falls with the cube of the air.
    private double reject(DryCoolers cooler, Exchanger coil, Pumps pump, double heatW, double waterLS, double wantedC,
            double dryBulbC, Coefficients of) {
        double share = Math.clamp(waterLS / pump.designFlowLS(), LEAST_FLOW, 1.2);
        double waterWK = share * pump.designFlowLS() * WATER;
        double rangeK = heatW / waterWK;
        double mostAirWK = coolersDesignWK(cooler);
        double lowestC = dryBulbC + heatW / coil.perKelvin(waterWK, mostAirWK, of.dryCoolerTransfer()) - rangeK;
        double supplyC = Math.max(wantedC, lowestC);
        double air = coil.coldFor(heatW, waterWK, supplyC + rangeK - dryBulbC, mostAirWK, of.dryCoolerTransfer())
                / mostAirWK;
        double speed = air <= NATURAL_DRAUGHT ? 0 : air;
        dryCoolersW = cooler.units() * cooler.fanPowerW() * speed * speed * speed * of.dryCoolerFans();
        facilityPumpsW = Pumping.powerW(pump, share) * of.facilityPumps();
        return supplyC;
    }

    /// Capacity rate of water, and of air at full fan speed, through all dry coolers at design, W/K.
    private static double coolersDesignWK(DryCoolers cooler) {
        return cooler.units() * cooler.capacityW() / (cooler.enteringC() - cooler.leavingC());
    }
}
