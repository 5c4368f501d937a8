package dev.ondol.modbus;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointId;
import dev.ondol.gateway.Plant;
import dev.ondol.modbus.device.ModbusDevice;
import dev.ondol.modbus.map.MappedSite;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A real plant whose devices speak Modbus TCP. Each device is asked on a thread of its own, so one that hangs holds up no other. Thread-safe.
public final class ModbusPlant implements Plant, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ModbusPlant.class);
    /// How often a device that did not obey is asked again to take its set-points back.
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final List<ModbusDevice> devices;
    private final InstantSource wall;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closed;

    private ModbusPlant(MappedSite site, InstantSource wall, boolean commanded) {
        devices = site.devices().stream().map(device -> new ModbusDevice(device, commanded)).toList();
        this.wall = wall;
    }

    /// Begins to connect to every device; what an earlier life of the gateway has left there is handed back first.
    public static ModbusPlant open(MappedSite site, InstantSource wall) {
        return opened(new ModbusPlant(site, wall, true));
    }

    /// A plant that is only looked at: nothing is ever written, so that a gateway may run beside.
    public static ModbusPlant look(MappedSite site, InstantSource wall) {
        return opened(new ModbusPlant(site, wall, false));
    }

    private static ModbusPlant opened(ModbusPlant plant) {
        for (ModbusDevice device : plant.devices) {
            device.open();
            plant.threads.execute(() -> plant.keepHandingBack(device));
        }
        return plant;
    }

    /// Names of the devices that are connected.
    public List<String> connected() {
        return devices.stream().filter(ModbusDevice::isConnected).map(ModbusDevice::name).toList();
    }

    @Override
    public long time() {
        return wall.millis();
    }

    /// A real plant gets there by itself; its devices are told that the gateway lives.
    @Override
    public void advance(long toMillis) {
        devices.forEach(device -> threads.execute(device::beat));
    }

    @Override
    public Map<PointId, Double> readings(Collection<Point> points) {
        Set<PointId> wanted = points.stream().map(Point::id).collect(Collectors.toSet());
        Map<PointId, Double> readings = new ConcurrentHashMap<>();
        Set<PointId> contradicted = ConcurrentHashMap.newKeySet();
        all(device -> device.read(wanted).forEach((point, value) -> {
            if (Double.isFinite(value)) {
                Double other = readings.putIfAbsent(point, value);
                if (other != null && other.doubleValue() != value) {
                    contradicted.add(point); // units of a hall that are not at the same set-point
                }
            }
        }));
        contradicted.forEach(readings::remove);
        return readings;
    }

    /// Every device that has the set-point must take it; where one does not, all hand it back.
    @Override
    public boolean write(PointId point, double value) {
        List<ModbusDevice> having = having(point);
        Set<String> taken = ConcurrentHashMap.newKeySet();
        all(having, device -> {
            if (device.write(point, value)) {
                taken.add(device.name());
            }
        });
        if (having.isEmpty() || taken.size() < having.size()) {
            log.warn("{} = {} was taken by {} of {} devices; it is handed back.", point, value, taken.size(), having
                    .size());
            relinquish(point);
            return false;
        }
        return true;
    }

    @Override
    public double setpoint(PointId point) {
        double[] values = having(point).stream().mapToDouble(device -> device.inForce(point)).distinct().toArray();
        return values.length == 1 ? values[0] : Double.NaN;
    }

    @Override
    public void relinquish(PointId point) {
        List<ModbusDevice> having = having(point);
        having.forEach(device -> device.release(point));
        all(having, ModbusDevice::handBack);
    }

    @Override
    public void relinquishAll() {
        for (ModbusDevice device : devices) {
            device.releaseAll();
            threads.execute(device::handBack);
        }
    }

    @Override
    public boolean simulated() {
        return false;
    }

    /// Hands every set-point back as far as devices answer, and ends the connections.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        devices.forEach(ModbusDevice::releaseAll);
        all(ModbusPlant::handBack);
        threads.shutdown();
        devices.forEach(ModbusDevice::close);
    }

    private List<ModbusDevice> having(PointId point) {
        return devices.stream().filter(device -> device.writes(point)).toList();
    }

    private void keepHandingBack(ModbusDevice device) {
        try {
            while (!closed) {
                if (device.isConnected()) {
                    handBack(device);
                }
                Thread.sleep(AGAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void handBack(ModbusDevice device) {
        try {
            device.handBack();
        } catch (RuntimeException e) {
            log.error("A device failed in a way that is not foreseen; its set-points are handed back again.", e);
        }
    }

    private void all(Consumer<ModbusDevice> work) {
        all(devices, work);
    }

    private void all(List<ModbusDevice> some, Consumer<ModbusDevice> work) {
        List<? extends Future<?>> running = some.stream().map(device -> threads.submit(() -> work.accept(device)))
                .toList();
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException e) {
                throw new IllegalStateException("A device failed in a way that is not foreseen.", e.getCause());
            }
        }
    }
}
