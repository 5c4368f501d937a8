package dev.ondol.modbus;

import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.server.ProcessImage;
import com.digitalpetri.modbus.server.ReadWriteModbusServices;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/// A device with registers that remember what was written, on loopback: the library's own server.
final class DeviceOnWire implements AutoCloseable {
    private final ProcessImage image = new ProcessImage();
    private final int port;
    private final ModbusTcpServer server;

    DeviceOnWire() throws Exception {
        this(freePort());
    }

    DeviceOnWire(int port) throws Exception {
        this.port = port;
        server = ModbusTcpServer.create(NettyTcpServerTransport.create(config -> config.setBindAddress("127.0.0.1")
                .setPort(port)), new ReadWriteModbusServices() {
                    @Override
                    protected Optional<ProcessImage> getProcessImage(int unitId) {
                        return unitId == 1 ? Optional.of(image) : Optional.empty();
                    }
                });
        server.start();
    }

    int port() {
        return port;
    }

    void input(int address, int value) {
        image.with(tx -> tx.writeInputRegisters(registers -> registers.put(address, bytes(value))));
    }

    void holding(int address, int value) {
        image.with(tx -> tx.writeHoldingRegisters(registers -> registers.put(address, bytes(value))));
    }

    int holding(int address) {
        return image.get(tx -> tx.readHoldingRegisters(registers -> Short.toUnsignedInt(ByteBuffer.wrap(registers
                .getOrDefault(address, new byte[2])).getShort())));
    }

    void coil(int address, boolean on) {
        image.with(tx -> tx.writeCoils(coils -> coils.put(address, on)));
    }

    boolean coil(int address) {
        return image.get(tx -> tx.readCoils(coils -> coils.getOrDefault(address, false)));
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] bytes(int value) {
        return new byte[]{(byte) (value >> 8), (byte) value};
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
