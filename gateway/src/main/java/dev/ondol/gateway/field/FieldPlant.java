package dev.ondol.gateway.field;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointId;
import dev.ondol.gateway.Plant;
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

/// A real plant as its devices. Each is asked on a thread of its own, so one that hangs holds up no other. Thread-safe.
public final class FieldPlant implements Plant, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FieldPlant.class);
    /// How often a device that did not obey is asked again to take its set-points back.
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final List<FieldDevice> devices;
    private final InstantSource wall;
    private final Runnable line;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closed;

    private FieldPlant(List<? extends FieldDevice> devices, InstantSource wall, Runnable line) {
        this.devices = List.copyOf(devices);
        this.wall = wall;
        this.line = line;
    }

    /// Begins to connect to every device and to hand back what is to be handed back.
    ///
    /// @param line what all devices share, ended after the last has been closed
    public static FieldPlant open(List<? extends FieldDevice> devices, InstantSource wall, Runnable line) {
        FieldPlant plant = new FieldPlant(devices, wall, line);
        for (FieldDevice device : plant.devices) {
            device.open();
            plant.threads.execute(() -> plant.keepHandingBack(device));
        }
        return plant;
    }

    /// Names of the devices that are connected.
    public List<String> connected() {
        return devices.stream().filter(FieldDevice::isConnected).map(FieldDevice::name).toList();
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
        List<FieldDevice> having = having(point);
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
        List<FieldDevice> having = having(point);
        having.forEach(device -> device.release(point));
        all(having, FieldDevice::handBack);
    }

    @Override
    public void relinquishAll() {
        for (FieldDevice device : devices) {
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
        devices.forEach(FieldDevice::releaseAll);
        all(FieldPlant::handBack);
        threads.shutdown();
        devices.forEach(FieldDevice::close);
        line.run();
    }

    private List<FieldDevice> having(PointId point) {
        return devices.stream().filter(device -> device.writes(point)).toList();
    }

    private void keepHandingBack(FieldDevice device) {
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

    private static void handBack(FieldDevice device) {
        try {
            device.handBack();
        } catch (RuntimeException e) {
            log.error("A device failed in a way that is not foreseen; its set-points are handed back again.", e);
        }
    }

    private void all(Consumer<FieldDevice> work) {
        all(devices, work);
    }

    private void all(List<FieldDevice> some, Consumer<FieldDevice> work) {
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
