package dev.ondol.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One tab of a browser as the server sees it: a WebSocket that counts the messages it gets. A bare socket, so that a hundred of
/// them cost next to nothing.
final class TabSocket implements AutoCloseable {
    private static final int MOST_HEADER = 4_096;

    private final Socket socket;
    private final byte[] buffer = new byte[64 * 1024];

    TabSocket(int port, int receiveBytes) throws IOException {
        socket = new Socket();
        socket.setReceiveBufferSize(receiveBytes);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        OutputStream out = socket.getOutputStream();
        out.write("""
                GET /api/v1/live HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                \r
                """.formatted(port).getBytes(StandardCharsets.US_ASCII));
        skipHeader(socket.getInputStream());
    }

    private static void skipHeader(InputStream in) throws IOException {
        StringBuilder header = new StringBuilder();
        while (!header.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0 || header.length() > MOST_HEADER) {
                throw new IOException("The server did not switch to WebSocket: " + header);
            }
            header.append((char) next);
        }
        if (!header.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("The server did not switch to WebSocket: " + header);
        }
    }

    /// Reads one frame of a server, which is not masked, and forgets it.
    ///
    /// @return false at the end of the stream
    boolean read() {
        try {
            InputStream in = socket.getInputStream();
            if (in.read() < 0) {
                return false;
            }
            long length = in.read() & 0x7f;
            if (length == 126) {
                length = number(in, 2);
            } else if (length == 127) {
                length = number(in, 8);
            }
            while (length > 0) {
                int got = in.read(buffer, 0, (int) Math.min(buffer.length, length));
                if (got < 0) {
                    return false;
                }
                length -= got;
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static long number(InputStream in, int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number = number << 8 | in.read() & 0xff;
        }
        return number;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
