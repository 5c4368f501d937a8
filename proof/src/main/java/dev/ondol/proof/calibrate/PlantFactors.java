package dev.ondol.proof.calibrate;

import dev.ondol.facility.site.AirHandlers;
import dev.ondol.facility.site.CoolantUnits;
import dev.ondol.facility.site.CoolingPlant;
import dev.ondol.facility.site.CoolingPlant.Chillers;
import dev.ondol.facility.site.CoolingPlant.DryCoolers;
import dev.ondol.facility.site.CoolingPlant.PlateExchangers;
import dev.ondol.facility.site.CoolingPlant.Pumps;
import dev.ondol.facility.site.CoolingPlant.Towers;
import dev.ondol.facility.site.Electrical;
import dev.ondol.facility.site.Electrical.Loss;
import dev.ondol.facility.site.Electrical.Ups;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.site.Site;
import java.util.Arrays;
import java.util.List;

/// Factors on the nameplate figures of a site, 0.5 to 2; 1 is as described. One factor stands for all equipment of a kind.
final class PlantFactors {
    static final List<String> NAMES = List.of("chillerCop", "towerConductance", "towerFanPower", "plateConductance",
            "dryCoolerConductance", "dryCoolerFanPower", "chilledPumpPower", "condenserPumpPower", "facilityPumpPower",
            "coolantPumpPower", "hallFanPower", "serverAirflow", "upsLoss");
    static final double LEAST = 0.5;
    static final double MOST = 2;

    private final double[] values;

    PlantFactors(double[] values) {
        this.values = Arrays.stream(values).map(value -> Math.clamp(value, LEAST, MOST)).toArray();
    }

    static PlantFactors ones() {
        double[] ones = new double[NAMES.size()];
        Arrays.fill(ones, 1);
        return new PlantFactors(ones);
    }

    double[] values() {
        return values.clone();
    }

    private double of(String name) {
        return values[NAMES.indexOf(name)];
    }

    /// The site with these factors.
    Site applied(Site of) {
        List<NodeType> types = of.nodeTypes().stream().map(this::servers).toList();
        List<Hall> halls = of.halls().stream().map(this::hall).toList();
        return new Site(of.id(), of.name(), of.location(), types, halls, plant(of.cooling()), electrical(of
                .electrical()), of.assets(), of.envelope());
    }

    private NodeType servers(NodeType of) {
        return new NodeType(of.id(), of.gpuModel(), of.gpus(), of.cpuMilli(), of.memMiB(), of.nameplateW(), of
                .busyFraction(), of.decodeFraction(), of.idleFraction(), of.deepIdleFraction(), of.parkedFraction(),
                of.wakeMinutes(), of.gpuShare(), of.liquidFraction(), of.fanFraction(), of.airDeltaK() / of(
                        "serverAirflow"));
    }

    private Hall hall(Hall of) {
        return new Hall(of.id(), of.recirculation(), of.bypass(), of.racks(), of.crah().map(units -> new AirHandlers(
                units.units(), units.capacityW(), units.airflowM3S(), units.pressurePa(), units.fanPowerW() * of(
                        "hallFanPower"),
                units.variableSpeed(), units.waterInC(), units.waterOutC(), units.returnAirC())), of.crac(), of
                        .rearDoors(),
                of.cdu().map(units -> new CoolantUnits(units.units(), units.redundant(), units.capacityW(), units
                        .supplyC(), units.approachK(), units.rackFlowLS(), units.pumpPowerW() * of("coolantPumpPower"),
                        units.source())),
                of.humidity(), of.airEconomizer());
    }

    private CoolingPlant plant(CoolingPlant of) {
        return new CoolingPlant(of.chillers().map(this::chillers), of.economizer().map(plates -> new PlateExchangers(
                plates.units(), plates.capacityW(), plates.approachK() / of("plateConductance"))),
                of.towers().map(this::towers), of.chilledPumps().map(pumps -> pumps(pumps, "chilledPumpPower")), of
                        .condenserPumps().map(pumps -> pumps(pumps, "condenserPumpPower")),
                of.dryCoolers().map(this::dryCoolers), of.facilityPumps().map(pumps -> pumps(pumps,
                        "facilityPumpPower")),
                of.tieExchangerW(), of.tank());
    }

    private Chillers chillers(Chillers of) {
        return new Chillers(of.type(), of.units(), of.redundant(), of.capacityW(), of.cop() * of("chillerCop"), of
                .leavingC(), of.returnC(), of.condenserC(), of.minimumLoad(), of.variableSpeed(), of.machine(),
                of.freeCoolingK());
    }

    private Towers towers(Towers of) {
        return new Towers(of.units(), of.capacityW(), of.approachK() / of("towerConductance"), of.rangeK(), of
                .wetBulbC(), of.fanPowerW() * of("towerFanPower"), of.cyclesOfConcentration());
    }

    private Pumps pumps(Pumps of, String which) {
        return new Pumps(of.units(), of.redundant(), of.ratedPowerW() * of(which), of.designFlowLS(), of
                .staticFraction(), of.variableSpeed());
    }

    private DryCoolers dryCoolers(DryCoolers of) {
        double leavingC = Math.min(of.enteringC() - 1, of.dryBulbC() + (of.leavingC() - of.dryBulbC()) / of(
                "dryCoolerConductance"));
        return new DryCoolers(of.units(), of.redundant(), of.capacityW(), of.enteringC(), leavingC, of.dryBulbC(), of
                .fanPowerW() * of("dryCoolerFanPower"), of.adiabatic());
    }

    private Electrical electrical(Electrical of) {
        Ups ups = of.ups();
        double factor = of("upsLoss");
        Loss loss = new Loss(ups.loss().noLoad() * factor, ups.loss().proportional() * factor, ups.loss().square()
                * factor);
        return new Electrical(of.transformers(), new Ups(ups.sides(), ups.modules(), ups.redundantModules(), ups
                .moduleW(), ups.moduleRotation(), loss, ups.eco()), of.distributionLoss(), of.distribution(), of
                        .miscFraction(),
                of.optimizerW());
    }
}
