package dev.ondol.modbus.device;

import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.exceptions.ModbusException;
import com.digitalpetri.modbus.exceptions.ModbusExecutionException;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleCoilRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.tcp.client.NettyTcpClientTransport;
import dev.ondol.modbus.map.MappedDevice;
import dev.ondol.modbus.map.RegisterMap.Table;
import java.nio.ByteBuffer;

/// The connection to one device; it comes back by itself. Each request takes as long as the device may, no longer. Thread-safe.
final class Line implements AutoCloseable {
    private final MappedDevice device;
    private final ModbusTcpClient client;

    Line(MappedDevice device) {
        this.device = device;
        client = ModbusTcpClient.create(NettyTcpClientTransport.create(config -> config.setHostname(device.host())
                .setPort(device.port()).setConnectTimeout(device.timeout()).setConnectPersistent(true)
                .setReconnectLazy(false)), config -> config.setRequestTimeout(device.timeout()));
    }

    /// Begins to connect and goes on until [#close].
    void open() {
        client.connectAsync();
    }

    /// Registers from that address on, two bytes each.
    byte[] read(Table table, int address, int count) throws ModbusException {
        connected();
        byte[] registers = switch (table) {
            case HOLDING -> client.readHoldingRegisters(device.unit(), new ReadHoldingRegistersRequest(address, count))
                    .registers();
            case INPUT -> client.readInputRegisters(device.unit(), new ReadInputRegistersRequest(address, count))
                    .registers();
        };
        if (registers.length != 2 * count) {
            throw new ModbusException("%d bytes came where %d registers were asked for".formatted(registers.length,
                    count));
        }
        return registers;
    }

    void write(int address, byte[] registers) throws ModbusException {
        connected();
        if (registers.length == 2) {
            client.writeSingleRegister(device.unit(), new WriteSingleRegisterRequest(address, Short.toUnsignedInt(
                    ByteBuffer.wrap(registers).getShort())));
        } else {
            client.writeMultipleRegisters(device.unit(), new WriteMultipleRegistersRequest(address, registers.length
                    / 2, registers));
        }
    }

    void write(int coil, boolean on) throws ModbusException {
        connected();
        client.writeSingleCoil(device.unit(), new WriteSingleCoilRequest(coil, on));
    }

    private void connected() throws ModbusException {
        if (!client.isConnected()) {
            throw new ModbusException("no connection to %s:%d".formatted(device.host(), device.port()));
        }
    }

    boolean isConnected() {
        return client.isConnected();
    }

    @Override
    public void close() {
        try {
            client.disconnect();
        } catch (ModbusExecutionException e) {
            throw new IllegalStateException("The line to %s cannot be closed.".formatted(device.name()), e);
        }
    }
}
