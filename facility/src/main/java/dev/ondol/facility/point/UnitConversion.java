package dev.ondol.facility.point;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A factor and an offset from a foreign unit to one of ours: ours = foreign * factor + offset. Units are UCUM codes, or
/// the everyday spellings that devices send. Factors are exact by definition (UCUM 2.1; BIPM SI brochure, 9th edition), the
/// international table BTU and the US gallon included.
///
/// @param factor not 0
/// @param offset in the unit converted to
public record UnitConversion(double factor, double offset) {
    /// Ours already: values stay as they are, bit by bit.
    public static final UnitConversion SAME = new UnitConversion(1, 0);

    private static final double CUBIC_FOOT = 0.028316846592;
    private static final double US_GALLON = 3.785411784;
    private static final double BTU_J = 1_055.05585262;
    private static final double MILE = 1_609.344;
    private static final double NAUTICAL_MILE = 1_852;

    /// A unit in terms of the SI unit of its kind: SI = value * factor + offset.
    private record Unit(String kind, double factor, double offset) {}

    private static final Map<String, Unit> UNITS = Map.ofEntries(unit("Cel", "temperature", 1, 273.15),
            unit("K", "temperature", 1, 0), unit("[degF]", "temperature", 5.0 / 9, 459.67 * 5 / 9),
            unit("W", "power", 1, 0), unit("kW", "power", 1e3, 0), unit("MW", "power", 1e6, 0),
            unit("[HP]", "power", 745.6998715822702, 0), unit("[Btu_IT]/h", "power", BTU_J / 3_600, 0),
            unit("12000.[Btu_IT]/h", "power", 12_000 * BTU_J / 3_600, 0),
            unit("Pa", "pressure", 1, 0), unit("hPa", "pressure", 100, 0), unit("kPa", "pressure", 1e3, 0),
            unit("mbar", "pressure", 100, 0), unit("bar", "pressure", 1e5, 0),
            unit("[psi]", "pressure", 6_894.757293168361, 0), unit("[in_i'H2O]", "pressure", 249.08891, 0),
            unit("m3/s", "flow", 1, 0), unit("m3/h", "flow", 1.0 / 3_600, 0), unit("L/s", "flow", 1e-3, 0),
            unit("L/min", "flow", 1e-3 / 60, 0), unit("L/h", "flow", 1e-3 / 3_600, 0),
            unit("[gal_us]/min", "flow", US_GALLON * 1e-3 / 60, 0), unit("[cft_i]/min", "flow", CUBIC_FOOT / 60, 0),
            unit("J", "energy", 1, 0), unit("MJ", "energy", 1e6, 0), unit("GJ", "energy", 1e9, 0),
            unit("W.h", "energy", 3.6e3, 0), unit("kW.h", "energy", 3.6e6, 0), unit("MW.h", "energy", 3.6e9, 0),
            unit("m3", "volume", 1, 0), unit("L", "volume", 1e-3, 0), unit("[gal_us]", "volume", US_GALLON * 1e-3, 0),
            unit("m/s", "speed", 1, 0), unit("km/h", "speed", 1 / 3.6, 0),
            unit("[mi_i]/h", "speed", MILE / 3_600, 0), unit("[kn_i]", "speed", NAUTICAL_MILE / 3_600, 0),
            unit("1", "ratio", 1, 0), unit("%", "ratio", 1e-2, 0));
    private static final Map<String, String> SPELLINGS = Map.ofEntries(Map.entry("°C", "Cel"), Map.entry("C", "Cel"),
            Map.entry("degC", "Cel"), Map.entry("°F", "[degF]"), Map.entry("F", "[degF]"), Map.entry("degF", "[degF]"),
            Map.entry("hp", "[HP]"), Map.entry("BTU/h", "[Btu_IT]/h"), Map.entry("TR", "12000.[Btu_IT]/h"),
            Map.entry("psi", "[psi]"),
            Map.entry("inWC", "[in_i'H2O]"), Map.entry("inH2O", "[in_i'H2O]"), Map.entry("gpm", "[gal_us]/min"),
            Map.entry("cfm", "[cft_i]/min"), Map.entry("CFM", "[cft_i]/min"), Map.entry("l/s", "L/s"),
            Map.entry("l/min", "L/min"), Map.entry("l/h", "L/h"), Map.entry("m³/h", "m3/h"), Map.entry("m³/s", "m3/s"),
            Map.entry("kWh", "kW.h"), Map.entry("MWh", "MW.h"), Map.entry("Wh", "W.h"), Map.entry("m³", "m3"),
            Map.entry("l", "L"), Map.entry("gal", "[gal_us]"), Map.entry("percent", "%"), Map.entry("mph", "[mi_i]/h"),
            Map.entry("kn", "[kn_i]"));

    public UnitConversion {
        if (!(Math.abs(factor) > 0) || !Double.isFinite(factor) || !Double.isFinite(offset)) {
            throw new IllegalArgumentException(
                    "The factor (%s) and the offset (%s) must be finite, and the factor not 0.".formatted(factor,
                            offset));
        }
    }

    /// The way from one unit to another, or nothing where one of them is not known or they measure different things.
    public static Optional<UnitConversion> between(String foreign, String ours) {
        String from = SPELLINGS.getOrDefault(foreign.strip(), foreign.strip());
        if (from.equals(ours)) {
            return Optional.of(SAME);
        }
        Unit one = UNITS.get(from);
        Unit other = UNITS.get(ours);
        if (one == null || other == null || !one.kind().equals(other.kind())) {
            return Optional.empty();
        }
        return Optional.of(new UnitConversion(one.factor() / other.factor(),
                (one.offset() - other.offset()) / other.factor()));
    }

    /// What can be converted to one of our units, that unit included, in order of the alphabet.
    public static List<String> convertibleTo(String ours) {
        Unit other = UNITS.get(ours);
        return other == null
                ? List.of(ours)
                : UNITS.entrySet().stream().filter(unit -> unit.getValue().kind().equals(other.kind()))
                        .map(Map.Entry::getKey).sorted().toList();
    }

    public double convert(double foreign) {
        // a product with 1 would keep the value, but a sum with 0 turns -0.0 into 0.0
        return factor == 1 && offset == 0 ? foreign : foreign * factor + offset;
    }

    /// This conversion, and then another.
    public UnitConversion then(UnitConversion next) {
        return new UnitConversion(factor * next.factor, offset * next.factor + next.offset);
    }

    private static Map.Entry<String, Unit> unit(String code, String kind, double factor, double offset) {
        return Map.entry(code, new Unit(kind, factor, offset));
    }
}
