package dev.ondol.modbus.map;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.config.Problem;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.SetpointLimits;
import dev.ondol.facility.point.UnitConversion;
import dev.ondol.modbus.map.RegisterMap.Device;
import dev.ondol.modbus.map.RegisterMap.Register;
import dev.ondol.modbus.map.RegisterMap.Table;
import dev.ondol.modbus.map.RegisterMap.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

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
        return new MappedSite(PointCatalog.of(builder.points.values()), devices);
    }

    private static final class Builder {
        private final PointCatalog site;
        private final String source;
        private final Map<PointId, Point> points = new LinkedHashMap<>();
        private final List<Problem> problems = new ArrayList<>();

        Builder(PointCatalog site, String source) {
            this.site = site;
            this.source = source;
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
            Point known = site.find(PointId.of(register.point())).orElseThrow(() -> new IllegalArgumentException(
                    "The site has no such point."));
            if (register.written() && (!known.writable() || register.table() != Table.HOLDING)) {
                throw new IllegalArgumentException(
                        "Only a set-point of the site in a HOLDING register may have a remoteCoil or a localValue.");
            }
            String unit = register.unit().orElse(known.quantity().unit());
            UnitConversion toOurs = UnitConversion.between(unit, known.quantity().unit())
                    .orElseThrow(() -> new IllegalArgumentException("The unit (%s) must be one of %s.".formatted(unit,
                            UnitConversion.convertibleTo(known.quantity().unit()))));
            Point point = once(new Point(known.id(), known.quantity(), source, known.period(), known.latency(),
                    known.writable() ? Optional.of(limits(known, register)) : Optional.empty(),
                    known.counterModulus()));
            return new MappedRegister(point, register.table(), register.address(), register.type(),
                    register.words().orElse(Words.HIGH_FIRST), new UnitConversion(register.scale().orElse(1.0),
                            register.offset().orElse(0.0)).then(toOurs),
                    register.remoteCoil(), register.localValue());
        }

        private Point once(Point point) {
            @Nullable
            Point before = points.putIfAbsent(point.id(), point);
            if (before != null && !(point.writable() && point.equals(before))) {
                throw new IllegalArgumentException(
                        "The point stands twice; only set-points may, with the same min and max.");
            }
            return point;
        }

        /// The envelope of the site, or tighter.
        private static SetpointLimits limits(Point known, Register register) {
            SetpointLimits site = known.limits().orElseThrow();
            double lowest = Math.max(site.min(), register.min().orElse(site.min()));
            double highest = Math.min(site.max(), register.max().orElse(site.max()));
            SetpointLimits both = new SetpointLimits(lowest, highest, site.savingStep(), site.safe(), site.deadband());
            if (register.localValue().isPresent() && !both.contains(register.localValue().get())) {
                throw new IllegalArgumentException("The localValue (%s) must be %s to %s.".formatted(register
                        .localValue().get(), both.min(), both.max()));
            }
            return both;
        }
    }
}
