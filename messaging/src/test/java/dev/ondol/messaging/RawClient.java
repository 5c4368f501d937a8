package dev.ondol.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/// An MQTT 5 client that hangs up faster than a library would.
final class RawClient {
    private static final int CONNECT = 0x10;
    private static final int DISCONNECT = 0xe0;
    private static final int CLEAN_START_AND_WILL = 0x02 | 0x04;

    /// Connects with a will for the topic and, once the broker agrees, sends DISCONNECT and closes the socket.
    static int connectAndSayGoodbye(int port, String clientId, String willTopic) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(connect(clientId, willTopic));
            int answer = socket.getInputStream().read(new byte[256]);
            socket.getOutputStream().write(new byte[]{(byte) DISCONNECT, 0});
            return answer;
        }
    }

    private static byte[] connect(String clientId, String willTopic) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(body)) {
            out.writeUTF("MQTT");
            out.writeByte(5);
            out.writeByte(CLEAN_START_AND_WILL);
            out.writeShort(30); // keep alive, s
            out.writeByte(0); // no properties
            out.writeUTF(clientId);
            out.writeByte(0); // no properties of the will
            out.writeUTF(willTopic);
            byte[] will = "gone".getBytes(UTF_8);
            out.writeShort(will.length);
            out.write(will);
        }
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(CONNECT);
        packet.write(body.size()); // under 128 here
        body.writeTo(packet);
        return packet.toByteArray();
    }

    private RawClient() {}
}
