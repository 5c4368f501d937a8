package dev.ondol.simulator.plant;

import dev.ondol.facility.site.CoolingPlant.Chillers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Curves of 159 published chillers: the data sets of EnergyPlus for `Chiller:Electric:EIR` as the Modelica Buildings library
/// carries them. A site names one of them as `machine`, for example `York_YT_1055kW_5_96COP_Vanes`.
final class ChillerCatalog {
    private static final double ZERO_C = 273.15;
    private static final String PREFIX = "ElectricEIRChiller_";
    private static final String AIR_COOLED = "AirCooled";

    /// One published machine.
    ///
    /// @param capacityW  capacity at the reference, W
    /// @param cop        COP at the reference
    /// @param leavingC   chilled water leaving at the reference, Celsius
    /// @param condenserC condenser water or air entering at the reference, Celsius
    record Machine(String name, ChillerCurves curves, double capacityW, double cop, double leavingC,
            double condenserC) {}

    private ChillerCatalog() {}

    /// The curves of the machine that the site names.
    ///
    /// @throws IllegalArgumentException if there is no such machine
    static Optional<ChillerCurves> curves(Chillers spec) {
        return spec.machine().map(name -> {
            Machine machine = Machines.ALL.get(name);
            if (machine == null) {
                throw new IllegalArgumentException("The machine (%s) of the chillers must be one of %s.".formatted(name,
                        Machines.ALL.keySet()));
            }
            return machine.curves();
        });
    }

    /// All machines by name.
    static Map<String, Machine> all() {
        return Machines.ALL;
    }

    private static Map<String, Machine> read() {
        try (InputStream in = ChillerCatalog.class.getResourceAsStream("chillers.csv")) {
            if (in == null) {
                throw new IllegalStateException("The file chillers.csv is missing from the class path.");
            }
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            List<String> header = Arrays.asList(lines.getFirst().split(","));
            Map<String, Machine> machines = new LinkedHashMap<>();
            for (String line : lines.subList(1, lines.size())) {
                Machine machine = new Row(header, Arrays.asList(line.split(","))).machine();
                machines.put(machine.name(), machine);
            }
            return machines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One line of the file; temperatures in it are in kelvin.
    private record Row(List<String> header, List<String> cells) {
        private double number(String column) {
            return Double.parseDouble(cells.get(header.indexOf(column)));
        }

        private double celsius(String column) {
            return number(column) - ZERO_C;
        }

        private ChillerCurves.Biquadratic surface(String name) {
            return new ChillerCurves.Biquadratic(number(name + 1), number(name + 2), number(name + 3), number(name + 4),
                    number(name + 5), number(name + 6));
        }

        private Machine machine() {
            String name = cells.getFirst().substring(PREFIX.length());
            ChillerCurves.Quadratic partLoad = new ChillerCurves.Quadratic(number("EIRFunPLR_1"), number("EIRFunPLR_2"),
                    number("EIRFunPLR_3"));
            ChillerCurves.Range range = new ChillerCurves.Range(celsius("TEvaLvgMin"), celsius("TEvaLvgMax"),
                    celsius("TConEntMin"), celsius("TConEntMax"));
            double approachK = name.endsWith(AIR_COOLED)
                    ? ChillerCurves.AIR_APPROACH_K
                    : ChillerCurves.WATER_APPROACH_K;
            ChillerCurves curves = new ChillerCurves(surface("capFunT_"), surface("EIRFunT_"), partLoad,
                    number("PLRMin"), number("PLRMax"), range, approachK);
            return new Machine(name, curves, -number("QEva_flow_nominal"), number("COP_nominal"),
                    celsius("TEvaLvg_nominal"), celsius("TConEnt_nominal"));
        }
    }

    /// Read when a site first names a machine.
    private static final class Machines {
        private static final Map<String, Machine> ALL = read();
    }
}
