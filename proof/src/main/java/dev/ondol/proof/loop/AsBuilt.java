package dev.ondol.proof.loop;

import dev.ondol.facility.site.AirHandlers;
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
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.it.ProfileErrors;
import dev.ondol.simulator.run.RealPlant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// The plant as it was really built, given its description: coefficients of performance, approaches (that is UA), fan and pump
/// power and the server fan curve are 10 to 20 % off in either direction, idle power, wake time, and throughput and GPU energy under
/// power profiles, and what of service racks is leaf switches and processors, up to 10 %. The optimizer plans with the description; every policy runs on the same real plant. Follows from the seed alone, and one figure does not
/// depend on which others a site has, so that a conventional twin errs alike.
public final class AsBuilt implements RealPlant {
    private static final double LEAST = 0.1;
    private static final double MOST = 0.2;
    private static final double SERVERS = 0.1;

    private final long seed;
    private final double least;
    private final double most;

    public AsBuilt(long seed) {
        this(seed, LEAST, MOST);
    }

    private AsBuilt(long seed, double least, double most) {
        this.seed = seed;
        this.least = least;
        this.most = most;
    }

    /// A plant whose coefficients are all off by as much, each in its own direction.
    ///
    /// @param percent 0 to 50
    public static AsBuilt by(double percent, long seed) {
        if (!(percent >= 0 && percent <= 50)) {
            throw new IllegalArgumentException("The plant can be perturbed by 0 to 50 percent, not %s.".formatted(
                    percent));
        }
        return new AsBuilt(seed, percent / 100, percent / 100);
    }

    @Override
    public Site site(Site site) {
        List<NodeType> types = site.nodeTypes().stream().map(this::servers).toList();
        List<Hall> halls = site.halls().stream().map(this::hall).toList();
        return new Site(site.id(), site.name(), site.location(), types, halls, plant(site.cooling()),
                electrical(site.electrical()), site.assets(), site.envelope());
    }

    @Override
    public ProfileErrors profiles() {
        return new ProfileErrors(error("cap"), error("compute clock"), error("prefill cap"), error("prefill clock"),
                error("decode clock"), error("vendor profile"));
    }

    private ProfileErrors.Deviation error(String of) {
        return new ProfileErrors.Deviation(smallFactor(of + " throughput") - 1, smallFactor(of + " energy") - 1);
    }

    /// 0.8 to 0.9 or 1.1 to 1.2, where nothing else was asked for.
    double factor(String what) {
        SplittableRandom random = random(what);
        double off = least + (most - least) * random.nextDouble();
        return random.nextBoolean() ? 1 + off : 1 - off;
    }

    /// 0.9 to 1.1.
    private double smallFactor(String what) {
        return 1 + SERVERS * (2 * random(what).nextDouble() - 1);
    }

    private SplittableRandom random(String what) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + what.hashCode()
                * 0xD1B54A32D192ED03L);
        random.nextLong();
        return random;
    }

    private NodeType servers(NodeType of) {
        double fans = Math.min(0.2, of.fanFraction() * factor("server fans"));
        double idle = Math.clamp(of.idleFraction() * smallFactor("idle power"), of.deepIdleFraction(),
                of.decodeFraction());
        double wake = of.wakeMinutes() * smallFactor("wake time");
        return new NodeType(of.id(), of.gpuModel(), of.gpus(), of.cpuMilli(), of.memMiB(), of.nameplateW(),
                of.busyFraction(), of.decodeFraction(), idle, of.deepIdleFraction(), of.parkedFraction(), wake,
                of.gpuShare(), of.liquidFraction(), fans, of.airDeltaK());
    }

    /// Only eco mode is off: what the supplies lose in double conversion is type-tested.
    private Electrical electrical(Electrical of) {
        Ups ups = of.ups();
        Optional<Loss> eco = ups.eco().map(loss -> {
            double factor = factor("eco loss");
            return new Loss(loss.noLoad() * factor, loss.proportional() * factor, loss.square() * factor);
        });
        return new Electrical(of.transformers(), new Ups(ups.sides(), ups.modules(), ups.redundantModules(), ups
                .moduleW(), ups.moduleRotation(), ups.loss(), eco), of.distributionLoss(), of.distribution(), of
                        .miscFraction(),
                of.optimizerW());
    }

    private Hall hall(Hall of) {
        Optional<AirHandlers> crah = of.crah().map(units -> new AirHandlers(units.units(), units.capacityW(),
                units.airflowM3S(), units.pressurePa(), units.fanPowerW() * factor("hall fans"),
                units.variableSpeed(), units.waterInC(), units.waterOutC(), units.returnAirC()));
        return new Hall(of.id(), of.recirculation(), of.bypass(), of.racks().stream().map(this::racks).toList(), crah,
                of.crac(), of.rearDoors(),
                of.cdu(), of.humidity(), of.airEconomizer());
    }

    /// Service racks draw what they draw: only how much of it is leaf switches, and how much of the rest follows the clock of processors, is off.
    private RackGroup racks(RackGroup of) {
        return new RackGroup(of.prefix(), of.racks(), of.nodeType(), of.nodesPerRack(), of.nameplateW(),
                of.serviceLoad(), of.leafShare().map(share -> Math.min(1, share * smallFactor("leaf share"))),
                of.processorShare().map(
                        share -> Math.min(1, share * smallFactor("processor share"))));
    }

    private CoolingPlant plant(CoolingPlant of) {
        return new CoolingPlant(of.chillers().map(this::chillers), of.economizer().map(this::plates),
                of.towers().map(this::towers), of.chilledPumps().map(pumps -> pumps(pumps, "chilled pumps")),
                of.condenserPumps().map(pumps -> pumps(pumps, "condenser pumps")),
                of.dryCoolers().map(this::dryCoolers),
                of.facilityPumps().map(pumps -> pumps(pumps, "facility pumps")), of.tieExchangerW(), of.tank());
    }

    private Chillers chillers(Chillers of) {
        return new Chillers(of.type(), of.units(), of.redundant(), of.capacityW(), of.cop() * factor("chiller cop"),
                of.leavingC(), of.returnC(), of.condenserC(), of.minimumLoad(), of.variableSpeed(), of.machine(),
                of.freeCoolingK());
    }

    private PlateExchangers plates(PlateExchangers of) {
        return new PlateExchangers(of.units(), of.capacityW(), of.approachK() / factor("plate UA"));
    }

    private Towers towers(Towers of) {
        return new Towers(of.units(), of.capacityW(), of.approachK() / factor("tower UA"), of.rangeK(), of.wetBulbC(),
                of.fanPowerW() * factor("tower fans"), of.cyclesOfConcentration());
    }

    private Pumps pumps(Pumps of, String which) {
        return new Pumps(of.units(), of.redundant(), of.ratedPowerW() * factor(which), of.designFlowLS(),
                of.staticFraction(), of.variableSpeed());
    }

    private DryCoolers dryCoolers(DryCoolers of) {
        double leavingC = Math.min(of.enteringC() - 1, of.dryBulbC() + (of.leavingC() - of.dryBulbC())
                / factor("dry cooler UA"));
        return new DryCoolers(of.units(), of.redundant(), of.capacityW(), of.enteringC(), leavingC, of.dryBulbC(),
                of.fanPowerW() * factor("dry cooler fans"), of.adiabatic());
    }
}
