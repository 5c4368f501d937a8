package dev.ondol.services;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A bad network between a client and a server on loopback, for tests: passes bytes on, delays them, swallows them, or
/// resets its connections.
public final class FaultProxy implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FaultProxy.class);

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile long delayMs;
    private volatile boolean swallowing;
    private volatile boolean refusing;
    private volatile long bytesPerSecond;
    private volatile byte[] cutBefore = {};
    private final AtomicInteger cutsLeft = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();

    private FaultProxy(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    /// Passes on to the port on loopback.
    public static FaultProxy to(int port) {
        try {
            FaultProxy proxy = new FaultProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
            Thread.startVirtualThread(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /// Holds every block of bytes back that long, in milliseconds.
    public void delay(long ms) {
        delayMs = ms;
    }

    /// Lets that many bytes a second through each connection and direction; 0: as many as come.
    public void throttle(long perSecond) {
        bytesPerSecond = perSecond;
    }

    /// Resets the connection instead of passing on an answer of the server with that text: every other one, so many times.
    public void cutBeforeAnswer(String text, int times) {
        cutBefore = text.getBytes(StandardCharsets.US_ASCII);
        cutsLeft.set(times);
    }

    /// Answers that were cut off.
    public int cuts() {
        return cuts.get();
    }

    /// The black hole: connections stand, and nothing arrives any more; what is swallowed never comes.
    public void swallow(boolean on) {
        swallowing = on;
    }

    /// Whether new connections are closed at once.
    public void refuse(boolean on) {
        refusing = on;
    }

    /// Ends all present connections with a TCP reset.
    public void reset() {
        for (Socket socket : sockets) {
            try {
                socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                log.debug("A socket was closed before its reset.", e);
            }
            end(socket);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            log.debug("The listener was closed before.", e);
        }
        reset();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (refusing) {
                    end(client);
                    continue;
                }
                sockets.add(client);
                Socket server = connect(client);
                sockets.add(server);
                Thread.startVirtualThread(() -> pass(client, server, false));
                Thread.startVirtualThread(() -> pass(server, client, true));
            } catch (IOException e) {
                log.debug("The proxy passes no connection on: {}", e.getMessage());
            }
        }
    }

    private Socket connect(Socket client) throws IOException {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            end(client);
            throw e;
        }
    }

    private void pass(Socket from, Socket to, boolean answers) {
        byte[] block = new byte[1 << 14];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                if (delayMs > 0) {
                    LockSupport.parkNanos(delayMs * 1_000_000);
                }
                if (bytesPerSecond > 0) {
                    LockSupport.parkNanos(n * 1_000_000_000L / bytesPerSecond);
                }
                if (answers && cut(block, n)) {
                    break;
                }
                if (!swallowing) {
                    out.write(block, 0, n);
                    out.flush();
                }
            }
        } catch (IOException e) {
            log.debug("A connection through the proxy ended: {}", e.getMessage());
        }
        end(from);
        end(to);
    }

    private boolean cut(byte[] block, int length) {
        if (cutsLeft.get() <= 0 || !contains(block, length, cutBefore) || answers.incrementAndGet() % 2 == 0) {
            return false;
        }
        cutsLeft.decrementAndGet();
        cuts.incrementAndGet();
        return true;
    }

    private static boolean contains(byte[] block, int length, byte[] text) {
        for (int at = 0; at + text.length <= length; at++) {
            if (Arrays.equals(block, at, at + text.length, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }

    private void end(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("A socket was closed before.", e);
        }
    }
}
