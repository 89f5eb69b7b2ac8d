package io.alerthistory.maintenance;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

import javax.management.JMException;
import javax.management.ObjectName;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.alerthistory.start.Started;
import io.quarkus.arc.properties.UnlessBuildProperty;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;

/**
 * Gives back to the system what the C library keeps of memory that was freed: SQLite takes room for every text that it reads,
 * and
 * after some of 10 MB at a time more than 100 MB stayed. A JVM does so by itself with {@code -XX:TrimNativeHeapInterval}, which
 * the image sets; this is for one that was not told to. A binary has no such command.
 */
@Singleton
@UnlessBuildProperty(name = "quarkus.native.enabled", stringValue = "true", enableIfMissing = true)
class NativeMemory {

    private static final Logger LOG = Logger.getLogger(NativeMemory.class);

    private static final String INTERVAL = "15s";

    /** What the process may grow by before it is worth looking for what can be given back. */
    private static final long GROWTH = 24L * 1024 * 1024;

    private static final long PAGE = 4096;
    private static final Path SIZES = Path.of("/proc/self/statm");

    private static final String OPTION = "-XX:TrimNativeHeapInterval=";

    private final Scheduler scheduler;
    private final MaintenanceConfig config;

    /** The least that was resident since memory was given back last. */
    private final AtomicLong least = new AtomicLong(Long.MAX_VALUE);

    NativeMemory(Scheduler scheduler, MaintenanceConfig config) {
        this.scheduler = scheduler;
        this.config = config;
    }

    void begin(@Observes Started started) {
        boolean done = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .anyMatch(argument -> argument.startsWith(OPTION));
        if (config.scheduled() && !done && Files.isReadable(SIZES)) {
            scheduler.newJob("native-memory").setInterval(INTERVAL).setDelayed(INTERVAL)
                    .setConcurrentExecution(ConcurrentExecution.SKIP).setTask(execution -> giveBack()).schedule();
        }
    }

    /** Does nothing unless the process has grown. */
    void giveBack() {
        try {
            long resident = resident();
            if (least.get() == Long.MAX_VALUE || resident < least.get() + GROWTH) {
                least.accumulateAndGet(resident, Math::min);
                return;
            }
            Object result = ManagementFactory.getPlatformMBeanServer().invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"), "systemTrimNativeHeap", new Object[0],
                    new String[0]);
            least.set(resident());
            LOG.debugf("%s", result);
        } catch (IOException | JMException e) { // a JVM without this command, or another system
            LOG.debugf("Memory is not given back: %s", e.getMessage());
        }
    }

    private static long resident() throws IOException {
        return Long.parseLong(Files.readString(SIZES).split(" ", -1)[1]) * PAGE;
    }
}
