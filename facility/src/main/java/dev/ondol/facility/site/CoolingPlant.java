package dev.ondol.facility.site;

import java.util.Optional;

/// What makes cold water and gets rid of heat.
///
/// @param chillers        compressors
/// @param economizer      plate exchangers between condenser and chilled water, in series before the chillers
/// @param towers          wet cooling towers
/// @param chilledPumps    chilled-water pumps
/// @param condenserPumps  condenser-water pumps
/// @param dryCoolers      dry coolers of the facility water
/// @param facilityPumps   facility-water pumps (CDU to dry coolers)
/// @param tieExchangerW   capacity of the exchanger from facility water to chilled water, W
/// @param tank            chilled-water storage
public record CoolingPlant(Optional<Chillers> chillers, Optional<PlateExchangers> economizer,
        Optional<Towers> towers, Optional<Pumps> chilledPumps, Optional<Pumps> condenserPumps,
        Optional<DryCoolers> dryCoolers, Optional<Pumps> facilityPumps, Optional<Double> tieExchangerW,
        Optional<Tank> tank) {
    public CoolingPlant {
        boolean waterCooled = chillers.isPresent() && chillers.get().type() == Chillers.Type.WATER_COOLED;
        if (waterCooled && (towers.isEmpty() || condenserPumps.isEmpty() || chilledPumps.isEmpty())) {
            throw new IllegalArgumentException(
                    "Water-cooled chillers need towers, condenserPumps and chilledPumps.");
        }
        if (chillers.isPresent() && chilledPumps.isEmpty()) {
            throw new IllegalArgumentException("Chillers need chilledPumps.");
        }
        if (dryCoolers.isPresent() && facilityPumps.isEmpty()) {
            throw new IllegalArgumentException("Dry coolers need facilityPumps.");
        }
        tieExchangerW.ifPresent(power -> Checks.positive(power, "tieExchangerW"));
    }

    /// Chillers, all alike. Performance follows EnergyPlus Chiller:Electric:EIR, scaled to the reference point given here.
    ///
    /// @param type           how they reject heat
    /// @param units          number of machines
    /// @param redundant      of these, how many are spare
    /// @param capacityW      capacity at the reference point, W thermal
    /// @param cop            coefficient of performance at the reference point
    /// @param leavingC       chilled water leaving at the reference point, Celsius
    /// @param returnC        chilled water returning at the reference point, Celsius
    /// @param condenserC     condenser water (or outdoor air) entering at the reference point, Celsius
    /// @param minimumLoad    lowest part load without cycling, 0 to 1
    /// @param variableSpeed  compressor drive
    /// @param machine        published machine whose curves are taken; absent: one of the type
    /// @param freeCoolingK   return water minus outdoor air at which free-cooling coils carry the whole capacity, K
    public record Chillers(Type type, int units, int redundant, double capacityW, double cop, double leavingC,
            double returnC, double condenserC, double minimumLoad, boolean variableSpeed,
            Optional<String> machine, Optional<Double> freeCoolingK) {
        /// How chillers reject their heat.
        public enum Type {
            WATER_COOLED, AIR_COOLED_FREE_COOLING
        }

        public Chillers {
            Checks.atLeast(1, units, "units");
            Checks.between(0, redundant, units - 1, "redundant");
            Checks.positive(capacityW, "capacityW");
            Checks.between(1, cop, 15, "cop");
            Checks.between(3, leavingC, 30, "leavingC");
            Checks.between(leavingC + 1, returnC, leavingC + 20, "returnC");
            Checks.between(10, condenserC, 50, "condenserC");
            Checks.between(0, minimumLoad, 0.6, "minimumLoad");
            freeCoolingK.ifPresent(kelvin -> Checks.between(returnC - leavingC + 1, kelvin, 40, "freeCoolingK"));
        }
    }

    /// @param units     number of exchangers
    /// @param capacityW capacity a unit, W
    /// @param approachK leaving chilled water minus entering condenser water at design, K
    public record PlateExchangers(int units, double capacityW, double approachK) {
        public PlateExchangers {
            Checks.atLeast(1, units, "units");
            Checks.positive(capacityW, "capacityW");
            Checks.between(0.3, approachK, 10, "approachK");
        }
    }

    /// @param units     number of cells
    /// @param capacityW heat rejected a cell at design, W
    /// @param approachK leaving water minus wet-bulb at design, K
    /// @param rangeK    entering minus leaving water at design, K
    /// @param wetBulbC  design wet-bulb, Celsius
    /// @param fanPowerW fan power a cell at full speed, W
    /// @param cyclesOfConcentration of the make-up water
    public record Towers(int units, double capacityW, double approachK, double rangeK, double wetBulbC,
            double fanPowerW, double cyclesOfConcentration) {
        public Towers {
            Checks.atLeast(1, units, "units");
            Checks.positive(capacityW, "capacityW");
            Checks.between(1, approachK, 20, "approachK");
            Checks.between(1, rangeK, 20, "rangeK");
            Checks.between(0, wetBulbC, 35, "wetBulbC");
            Checks.positive(fanPowerW, "fanPowerW");
            Checks.between(1.5, cyclesOfConcentration, 15, "cyclesOfConcentration");
        }
    }

    /// @param units          number of pumps
    /// @param redundant      of these, how many are spare
    /// @param ratedPowerW    electrical power a pump at design flow, W
    /// @param designFlowLS   design flow of all duty pumps together, L/s
    /// @param staticFraction static head / design head, 0 to 1
    /// @param variableSpeed  false: full speed whenever the plant runs
    public record Pumps(int units, int redundant, double ratedPowerW, double designFlowLS, double staticFraction,
            boolean variableSpeed) {
        public Pumps {
            Checks.atLeast(1, units, "units");
            Checks.between(0, redundant, units - 1, "redundant");
            Checks.positive(ratedPowerW, "ratedPowerW");
            Checks.positive(designFlowLS, "designFlowLS");
            Checks.between(0, staticFraction, 1, "staticFraction");
        }

        public int duty() {
            return units - redundant;
        }
    }

    /// @param units     number of coolers
    /// @param redundant of these, how many are spare
    /// @param capacityW heat rejected a unit at design, W
    /// @param enteringC coolant entering at design, Celsius
    /// @param leavingC  coolant leaving at design, Celsius
    /// @param dryBulbC  design dry-bulb, Celsius
    /// @param fanPowerW fan power a unit at full speed, W
    /// @param adiabatic wetted pads before the coils
    public record DryCoolers(int units, int redundant, double capacityW, double enteringC, double leavingC,
            double dryBulbC, double fanPowerW, Optional<AdiabaticPads> adiabatic) {
        public DryCoolers {
            Checks.atLeast(1, units, "units");
            Checks.between(0, redundant, units - 1, "redundant");
            Checks.positive(capacityW, "capacityW");
            Checks.between(dryBulbC + 1, leavingC, enteringC - 1, "leavingC");
            Checks.positive(fanPowerW, "fanPowerW");
        }
    }

    /// Pads that cool the air of dry coolers by evaporation.
    ///
    /// @param effectiveness         share of the way from dry-bulb to wet-bulb, 0 to 1
    /// @param aboveC                outdoor air above which they are wet, Celsius
    /// @param cyclesOfConcentration of the make-up water
    public record AdiabaticPads(double effectiveness, double aboveC, double cyclesOfConcentration) {
        public AdiabaticPads {
            Checks.between(0.1, effectiveness, 0.98, "effectiveness");
            Checks.between(5, aboveC, 50, "aboveC");
            Checks.between(1.5, cyclesOfConcentration, 15, "cyclesOfConcentration");
        }
    }

    /// @param volumeM3   water volume, m3
    /// @param capacityWh usable cold at the design temperature difference, Wh thermal
    /// @param deltaK     design temperature difference, K
    public record Tank(double volumeM3, double capacityWh, double deltaK) {
        public Tank {
            Checks.positive(volumeM3, "volumeM3");
            Checks.positive(capacityWh, "capacityWh");
            Checks.between(1, deltaK, 20, "deltaK");
        }
    }
}
