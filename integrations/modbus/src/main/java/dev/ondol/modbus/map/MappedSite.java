package dev.ondol.modbus.map;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.config.Problem;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.UnitConversion;
import dev.ondol.gateway.field.FieldPoints;
import dev.ondol.modbus.map.RegisterMap.Device;
import dev.ondol.modbus.map.RegisterMap.Register;
import dev.ondol.modbus.map.RegisterMap.Table;
import dev.ondol.modbus.map.RegisterMap.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// The part of a site that is behind the devices of a map. A set-point may stand at several devices, each unit of a hall for instance; a
/// sensor at one.
///
/// @param catalog the points of the map
public record MappedSite(PointCatalog catalog, List<MappedDevice> devices) {
    private static final String SOURCE = "modbus";

    public MappedSite {
        devices = List.copyOf(devices);
    }

    /// @param name of the map, for messages
    /// @param site all points of the site
    /// @throws InvalidConfiguration with every point that does not fit
    public static MappedSite of(String name, RegisterMap map, PointCatalog site) throws InvalidConfiguration {
        Builder builder = new Builder(site, map.source().orElse(SOURCE));
        List<MappedDevice> devices = map.devices().stream().map(builder::device).toList();
        if (!builder.problems.isEmpty()) {
            throw new InvalidConfiguration(name, builder.problems);
        }
        return new MappedSite(builder.points.catalog(), devices);
    }

    private static final class Builder {
        private final FieldPoints points;
        private final List<Problem> problems = new ArrayList<>();

        Builder(PointCatalog site, String source) {
            points = new FieldPoints(site, source);
        }

        MappedDevice device(Device device) {
            List<MappedRegister> registers = new ArrayList<>();
            WrittenPlaces places = new WrittenPlaces(device.heartbeat());
            for (Register register : device.points()) {
                try {
                    MappedRegister mapped = register(register);
                    places.take(mapped);
                    registers.add(mapped);
                } catch (IllegalArgumentException e) {
                    problems.add(new Problem(0, device.name() + "." + register.point(), String.valueOf(e
                            .getMessage())));
                }
            }
            return new MappedDevice(device.name(), device.host(), device.port().orElse(502), device.unit().orElse(1),
                    Duration.ofMillis(device.timeoutMs().orElse(1_000)), device.heartbeat().map(OptionalInt::of).orElse(
                            OptionalInt.empty()),
                    registers);
        }

        private MappedRegister register(Register register) {
            Point known = points.known(register.point());
            if (register.written() && (!known.writable() || register.table() != Table.HOLDING)) {
                throw new IllegalArgumentException(
                        "Only a set-point of the site in a HOLDING register may have a remoteCoil or a localValue.");
            }
            String unit = register.unit().orElse(known.quantity().unit());
            UnitConversion toOurs = UnitConversion.between(unit, known.quantity().unit())
                    .orElseThrow(() -> new IllegalArgumentException("The unit (%s) must be one of %s.".formatted(unit,
                            UnitConversion.convertibleTo(known.quantity().unit()))));
            Point point = points.take(known, register.min(), register.max(), register.localValue());
            return new MappedRegister(point, register.table(), register.address(), register.type(),
                    register.words().orElse(Words.HIGH_FIRST), new UnitConversion(register.scale().orElse(1.0),
                            register.offset().orElse(0.0)).then(toOurs),
                    register.remoteCoil(), register.localValue());
        }
    }
}
