package dev.ondol.messaging;

import dev.ondol.messaging.MqttSession.MessageHandler;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The queue between the network and a role, and the one thread that calls the role's handler and listeners.
///
/// The broker sends no more than receiveMaximum QoS 1 messages unacknowledged, and none is acknowledged before the handler
/// has seen it: so the queue is bounded by the protocol and the receiver thread never waits here. QoS 0 knows no such
/// limit; beyond the bound it is dropped, counted and said.
final class Dispatcher {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    /// What the thread does next.
    private sealed interface Task {
        record Deliver(Inbound delivery) implements Task {}

        record Call(Runnable listener) implements Task {}

        record Stop() implements Task {}
    }

    private final LinkedBlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final AtomicLong dropped = new AtomicLong();
    private final SessionOptions options;
    private final MessageHandler handler;
    private final Thread thread;
    private volatile boolean stopping;

    Dispatcher(SessionOptions options, MessageHandler handler) {
        this.options = options;
        this.handler = handler;
        this.thread = Thread.ofPlatform().daemon().name("mqtt-" + options.clientId() + "-dispatch")
                .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Never waits.
    void offer(Inbound delivery) {
        if (delivery.qos() == 0 && tasks.size() >= options.receiveMaximum()) {
            long count = dropped.incrementAndGet();
            if (count == 1 || count % 1_000 == 0) {
                log.warn(
                        "{} drops QoS 0 messages because its handler is slower than they come; {} so far, the last on {}.",
                        options.clientId(), count, delivery.topic());
            }
            return;
        }
        tasks.add(new Task.Deliver(delivery));
    }

    void call(Runnable listener) {
        tasks.add(new Task.Call(listener));
    }

    /// Forgets waiting QoS 1 messages that the broker is about to send again.
    void forget(Predicate<Inbound> sentAgain) {
        tasks.removeIf(task -> task instanceof Task.Deliver(Inbound delivery) && sentAgain.test(delivery));
    }

    /// Ends after the task at hand; messages still waiting stay unacknowledged.
    void stop(Duration patience) {
        stopping = true;
        tasks.add(new Task.Stop());
        if (thread.equals(Thread.currentThread())) {
            return;
        }
        try {
            if (!thread.join(patience)) {
                log.warn("The handler of {} is still busy {} s after the session was closed.", options.clientId(),
                        patience.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopping) {
            try {
                switch (tasks.take()) {
                    case Task.Deliver(Inbound delivery) -> deliver(delivery);
                    case Task.Call(Runnable listener) -> listener.run();
                    case Task.Stop() -> {
                        return;
                    }
                }
            } catch (InterruptedException e) {
                log.debug("Someone interrupted the dispatcher of {}; it goes on until the session is closed.",
                        options.clientId(), e);
            } catch (RuntimeException e) {
                log.error("A listener of {} failed.", options.clientId(), e);
            }
        }
    }

    /// A handler that throws is a bug: it is said aloud and, unless the handler acknowledges for itself, the message is
    /// acknowledged all the same, so that one bad message cannot stop the stream.
    private void deliver(Inbound delivery) {
        try {
            handler.handle(delivery);
        } catch (RuntimeException e) {
            log.error("The handler of {} failed at a message on {}.", options.clientId(), delivery.topic(), e);
        } finally {
            if (!options.manualAcknowledge()) {
                delivery.confirm();
            }
        }
    }
}
