package dev.ondol.benchmarks.safety;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/// A network namespace with one link to this machine: what runs in it sees nothing else, and the link can be cut. Needs root.
final class Namespace implements AutoCloseable {
    private final String name;
    private final String link;
    private final String address;

    private Namespace(String name, int number) {
        this.name = name;
        this.link = "ondol" + number;
        this.address = "10.213.%d.".formatted(number);
    }

    static boolean possible() {
        return "root".equals(System.getProperty("user.name")) && run(List.of("ip", "netns", "list")) == 0;
    }

    /// @param number 1 to 254, of this machine's tests
    static Namespace make(int number) {
        Namespace made = new Namespace("ondol-%d-%d".formatted(ProcessHandle.current().pid(), number), number);
        made.ip("netns", "add", made.name);
        made.ip("link", "add", made.link, "type", "veth", "peer", "name", made.link + "p");
        made.ip("link", "set", made.link + "p", "netns", made.name);
        made.ip("addr", "add", made.address + "1/24", "dev", made.link);
        made.ip("link", "set", made.link, "up");
        made.ip("-n", made.name, "addr", "add", made.address + "2/24", "dev", made.link + "p");
        made.ip("-n", made.name, "link", "set", made.link + "p", "up");
        made.ip("-n", made.name, "link", "set", "lo", "up");
        return made;
    }

    /// What stands before a command that is to run inside.
    List<String> inside() {
        return List.of("ip", "netns", "exec", name);
    }

    /// Where a server on this machine's loopback is to be found from inside.
    String reach(int port) {
        return address + "1:" + relay(port);
    }

    void cut() {
        ip("link", "set", link, "down");
    }

    void mend() {
        ip("link", "set", link, "up");
    }

    private int relay(int port) {
        try {
            ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName(address + "1"));
            Thread.ofVirtual().start(() -> accept(server, port));
            return server.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void accept(ServerSocket server, int port) {
        try (server) {
            while (true) {
                Socket caller = server.accept();
                Socket called = new Socket(InetAddress.getLoopbackAddress(), port);
                Thread.ofVirtual().start(() -> pass(caller, called));
                Thread.ofVirtual().start(() -> pass(called, caller));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from; to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one side has gone, and so does the other
        }
    }

    private void ip(String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        if (run(command) != 0) {
            throw new IllegalStateException("%s has failed.".formatted(command));
        }
    }

    private static int run(List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start().waitFor();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @Override
    public void close() {
        run(List.of("ip", "link", "del", link));
        run(List.of("ip", "netns", "del", name));
    }
}
