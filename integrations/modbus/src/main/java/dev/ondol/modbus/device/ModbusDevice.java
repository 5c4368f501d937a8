package dev.ondol.modbus.device;

import com.digitalpetri.modbus.exceptions.ModbusException;
import dev.ondol.facility.point.PointId;
import dev.ondol.gateway.field.FieldDevice;
import dev.ondol.modbus.map.MappedDevice;
import dev.ondol.modbus.map.MappedRegister;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One device. What is to be handed back is handed back before anything else is read or written, and asked again until the device has
/// obeyed. Requests go one after the other; [#release] never waits. Thread-safe.
public final class ModbusDevice implements FieldDevice {
    private static final Logger log = LoggerFactory.getLogger(ModbusDevice.class);

    private final MappedDevice device;
    private final Line line;
    private final Map<PointId, MappedRegister> setpoints = new LinkedHashMap<>();
    private final Map<PointId, Double> inForce = new HashMap<>();
    private final Set<PointId> releasing = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private int beats;
    private boolean silent;

    /// Nothing is known of an earlier life of the gateway: every set-point is to be handed back first.
    ///
    /// @param commanded false: it is only looked at, and nothing is ever written
    public ModbusDevice(MappedDevice device, boolean commanded) {
        this.device = device;
        line = new Line(device);
        device.registers().stream().filter(register -> commanded && register.written()).forEach(register -> setpoints
                .put(register.point().id(), register));
        releasing.addAll(setpoints.keySet());
    }

    @Override
    public void open() {
        line.open();
    }

    @Override
    public String name() {
        return device.name();
    }

    @Override
    public boolean isConnected() {
        return line.isConnected();
    }

    @Override
    public boolean writes(PointId point) {
        return setpoints.containsKey(point);
    }

    @Override
    public Map<PointId, Double> read(Set<PointId> points) {
        lock.lock();
        try {
            settle();
            Map<PointId, Double> values = new LinkedHashMap<>();
            List<MappedRegister> wanted = device.registers().stream().filter(register -> points.contains(register
                    .point().id())).toList();
            for (RegisterBlock block : RegisterBlock.of(wanted)) {
                byte[] bytes = line.read(block.table(), block.address(), block.count());
                for (MappedRegister register : block.registers()) {
                    int from = 2 * (register.address() - block.address());
                    double value = register.decode(Arrays.copyOfRange(bytes, from, from + 2 * register.type()
                            .registers()));
                    values.put(register.point().id(), value);
                    if (register.written()) {
                        inForce.put(register.point().id(), value);
                    }
                }
            }
            heard();
            return values;
        } catch (ModbusException e) {
            lost(e);
            return Map.of();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean write(PointId point, double value) {
        MappedRegister register = setpoints.get(point);
        Optional<byte[]> bytes = register == null ? Optional.empty() : register.encode(value);
        if (register == null || bytes.isEmpty()) {
            return false;
        }
        lock.lock();
        try {
            settle();
            releasing.remove(point); // whoever releases it from here on is heard at the end
            line.write(register.address(), bytes.get());
            byte[] back = line.read(register.table(), register.address(), register.type().registers());
            if (!Arrays.equals(back, bytes.get())) {
                log.warn("{} of {} was told {} and shows {}.", point, device.name(), value, register.decode(back));
                release(point);
                settle();
                return false;
            }
            if (register.remoteCoil().isPresent()) {
                line.write(register.remoteCoil().get(), true);
            }
            inForce.put(point, register.decode(back));
            heard();
            return !releasing.contains(point);
        } catch (ModbusException e) {
            lost(e);
            release(point);
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public double inForce(PointId point) {
        lock.lock();
        try {
            return inForce.getOrDefault(point, Double.NaN);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void release(PointId point) {
        if (setpoints.containsKey(point)) {
            releasing.add(point);
        }
    }

    @Override
    public void releaseAll() {
        releasing.addAll(setpoints.keySet());
    }

    @Override
    public void handBack() {
        lock.lock();
        try {
            settle();
        } catch (ModbusException e) {
            lost(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void beat() {
        lock.lock();
        try {
            settle();
            if (device.heartbeat().isPresent()) {
                beats = beats + 1 & 0xffff;
                line.write(device.heartbeat().getAsInt(), new byte[]{(byte) (beats >> 8), (byte) beats});
            }
        } catch (ModbusException e) {
            lost(e);
        } finally {
            lock.unlock();
        }
    }

    private void settle() throws ModbusException {
        for (PointId point : List.copyOf(releasing)) {
            MappedRegister register = setpoints.get(point);
            if (register == null) {
                continue;
            }
            if (register.localValue().isPresent()) {
                line.write(register.address(), register.encode(register.localValue().get()).orElseThrow());
            } else {
                line.write(register.remoteCoil().orElseThrow(), false);
            }
            releasing.remove(point);
        }
    }

    private void heard() {
        if (silent) {
            log.info("{} answers again.", device.name());
        }
        silent = false;
    }

    private void lost(ModbusException why) {
        if (!silent) {
            log.warn("{} does not answer as it should, its readings are missing: {}", device.name(), why.getMessage());
        }
        silent = true;
    }

    @Override
    public void close() {
        line.close();
    }
}
