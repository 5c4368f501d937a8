package dev.ondol.optimizer.solve;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Threads that give way: where processors are short, whoever waits for a placement goes before a search that takes five minutes'
/// worth of time anyway. Java's own priorities do nothing on Linux, so each thread raises its nice value by itself; on other systems, or
/// where that is refused, threads are as any others. Timefold makes one through its public constructor.
public final class YieldingThreads implements ThreadFactory {
    private static final Logger log = LoggerFactory.getLogger(YieldingThreads.class);
    /// A tenth of the weight of a usual thread, by the scheduler's table of weights.
    private static final int NICE = 10;
    /// `PRIO_PROCESS` of sys/resource.h; with 0 for whom, Linux means the calling thread.
    private static final int OF_THREAD = 0;
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = Thread.ofPlatform().name("plan-search-" + COUNT.incrementAndGet()).unstarted(() -> {
            giveWay();
            work.run();
        });
        thread.setDaemon(true);
        return thread;
    }

    private static void giveWay() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return; // elsewhere the call would mean the whole process
        }
        try {
            if ((int) Calls.SET.invokeExact(OF_THREAD, 0, niceness() + NICE) != 0 && TOLD.compareAndSet(false, true)) {
                log.info("The system does not let plans give way; where processors are short, placements wait longer.");
            }
        } catch (Throwable e) { // what a method handle declares; a search must run whatever happens
            if (TOLD.compareAndSet(false, true)) {
                log.info("Plans cannot give way here; where processors are short, placements wait longer.", e);
            }
        }
    }

    /// Nice value of the calling thread, -20 to 19; larger gives way.
    static int niceness() throws Throwable {
        return (int) Calls.GET.invokeExact(OF_THREAD, 0);
    }

    /// Looked up when the first search begins.
    private static final class Calls {
        private static final Linker LINKER = Linker.nativeLinker();
        static final MethodHandle GET = of("getpriority", FunctionDescriptor.of(ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        static final MethodHandle SET = of("setpriority", FunctionDescriptor.of(ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

        @SuppressWarnings("restricted") // two calls of the C library that take and give numbers only
        private static MethodHandle of(String name, FunctionDescriptor signature) {
            Optional<MemorySegment> address = LINKER.defaultLookup().find(name);
            return LINKER.downcallHandle(address.orElseThrow(() -> new IllegalStateException(
                    "The C library has no %s.".formatted(name))), signature);
        }
    }
}
