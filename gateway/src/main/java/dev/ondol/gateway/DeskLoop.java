package dev.ondol.gateway;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.EpochSeen;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.OperatorRequest;
import dev.ondol.facility.message.Overrides;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread on which the [CommandDesk] works: takes messages in their order, looks at the silence of control ten
/// times a second, keeps the desk's memory on disk before it answers. Messages may be put in by any thread.
final class DeskLoop {
    private static final Logger log = LoggerFactory.getLogger(DeskLoop.class);
    private static final long LOOK_MS = 100;
    private static final int LARGEST_BATCH = 500;
    private static final int INBOX = 10_000;

    /// Where answers go; must not wait.
    interface Answers {
        void answer(Acknowledgement answer);

        void seen(EpochSeen seen);

        void reply(OperatorReply reply);

        void overrides(Overrides overrides);
    }

    /// What the desk hears.
    sealed interface Heard {
        record Ordered(Command command) implements Heard {}

        record Alive(Heartbeat heartbeat) implements Heard {}

        record Asked(OperatorRequest request) implements Heard {}

        record Recalled(EpochSeen seen) implements Heard {}

        record Intervened(Intervention asked) implements Heard {}
    }

    /// A message and when it came: it is judged by that, however long the desk was held up.
    private record Arrival(Heard message, long wallMs) {}

    private final CommandDesk desk;
    private final StateFile<DeskState> memory;
    private final PlanProgress progress;
    private final Answers answers;
    private final BlockingQueue<Arrival> inbox = new LinkedBlockingQueue<>(INBOX);
    private final AtomicLong applied = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong duplicate = new AtomicLong();
    private volatile boolean stopped;
    private volatile boolean automatic;
    private volatile EpochSeen seen;
    private volatile Overrides overrides;
    private DeskState kept;
    private ControlWatch.Standing told;
    private boolean memoryBroken;
    private long lookedAtMs = wallMs();

    DeskLoop(CommandDesk desk, StateFile<DeskState> memory, PlanProgress progress, Answers answers) {
        this.desk = desk;
        this.memory = memory;
        this.progress = progress;
        this.answers = answers;
        kept = desk.state();
        seen = desk.seen();
        overrides = desk.overrides();
        told = desk.standing();
    }

    /// Hands a message over; waits where thousands are before it.
    void hear(Heard message) {
        try {
            inbox.put(new Arrival(message, wallMs()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Works until [#stop].
    void run() {
        List<Arrival> batch = new ArrayList<>();
        while (!stopped) {
            batch.clear();
            try {
                Arrival first = inbox.poll(LOOK_MS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    inbox.drainTo(batch, LARGEST_BATCH);
                }
            } catch (InterruptedException e) {
                return;
            }
            work(batch);
        }
    }

    void stop() {
        stopped = true;
    }

    private void work(List<Arrival> batch) {
        List<Acknowledgement> replies = new ArrayList<>();
        List<OperatorReply> toOperators = new ArrayList<>();
        for (Arrival arrival : batch) {
            lookedAtMs = Math.max(lookedAtMs, arrival.wallMs());
            try {
                take(arrival.message(), lookedAtMs, replies, toOperators);
            } catch (RuntimeException e) {
                log.error("The desk failed on {}.", arrival.message(), e);
            }
        }
        if (inbox.isEmpty()) {
            lookedAtMs = wallMs();
            desk.settle(lookedAtMs);
        }
        remember();
        replies.forEach(answers::answer);
        if (!desk.overrides().equals(overrides)) {
            overrides = desk.overrides();
            answers.overrides(overrides);
        }
        toOperators.forEach(answers::reply);
        if (!desk.seen().equals(seen)) {
            seen = desk.seen();
            answers.seen(seen);
        }
        tell();
        progress.handled(seen, desk.planning(lookedAtMs));
    }

    private void take(Heard message, long atMs, List<Acknowledgement> replies, List<OperatorReply> toOperators) {
        switch (message) {
            case Heard.Ordered(Command command) -> {
                Acknowledgement reply = desk.handle(command, atMs);
                count(reply.status());
                replies.add(reply);
            }
            case Heard.Alive(Heartbeat heartbeat) -> desk.heartbeat(heartbeat, atMs);
            case Heard.Asked(OperatorRequest request) -> desk.request(request, atMs);
            case Heard.Recalled(EpochSeen recalled) -> desk.recall(recalled);
            case Heard.Intervened(Intervention asked) -> toOperators.add(intervene(asked, atMs));
        }
    }

    private OperatorReply intervene(Intervention asked, long atMs) {
        OperatorReply reply = desk.intervene(asked, atMs);
        log.info("{}: {} of {} by {}, {}.", reply.accepted() ? "Done" : "Not done", asked.action(), asked.target(),
                asked.principal(), reply.code());
        return reply;
    }

    private void count(Acknowledgement.Status status) {
        switch (status) {
            case APPLIED -> applied.incrementAndGet();
            case DUPLICATE -> duplicate.incrementAndGet();
            case EXPIRED, SUPERSEDED, REFUSED, LOCAL, OVERRIDDEN -> refused.incrementAndGet();
        }
    }

    private void remember() {
        DeskState now = desk.state();
        if (now.equals(kept)) {
            return;
        }
        try {
            memory.write(now);
            kept = now;
            memoryBroken = false;
        } catch (IOException e) {
            if (!memoryBroken) {
                log.error("The command desk cannot keep its memory, a restart may repeat commands: {}", e.getMessage());
            }
            memoryBroken = true;
        }
    }

    private void tell() {
        automatic = desk.automatic();
        ControlWatch.Standing now = desk.standing();
        if (now == told) {
            return;
        }
        if (now == ControlWatch.Standing.AUTOMATIC) {
            log.info("The plant obeys commands of epoch {}.", desk.seen().epoch());
        } else {
            log.warn("The plant is on its local rules: {}.", now.text());
        }
        told = now;
    }

    static long wallMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /// The set-points that an operator holds.
    Overrides overrides() {
        return overrides;
    }

    /// The highest epoch and sequence number handled.
    EpochSeen seen() {
        return seen;
    }

    boolean automatic() {
        return automatic;
    }

    long applied() {
        return applied.get();
    }

    long refused() {
        return refused.get();
    }

    long duplicate() {
        return duplicate.get();
    }
}
