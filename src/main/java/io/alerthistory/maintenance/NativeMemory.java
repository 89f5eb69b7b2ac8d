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
 * Returns freed memory of the C library to the system. SQLite allocates memory for every text that it reads; after some reads
 * of 10 MB the library kept more than 100 MB. A JVM with {@code -XX:TrimNativeHeapInterval}, which the image sets, does so
 * itself. Native binaries have no command for it.
 */
@Singleton
@UnlessBuildProperty(name = "quarkus.native.enabled", stringValue = "true", enableIfMissing = true)
class NativeMemory {

    private static final Logger LOG = Logger.getLogger(NativeMemory.class);

    private static final String INTERVAL = "15s";

    /** Growth of the process, in bytes, after which memory is returned. */
    private static final long GROWTH = 24L * 1024 * 1024;

    private static final long PAGE = 4096;
    private static final Path SIZES = Path.of("/proc/self/statm");

    private static final String OPTION = "-XX:TrimNativeHeapInterval=";

    private final Scheduler scheduler;
    private final MaintenanceConfig config;

    /** The minimum of the resident bytes since memory was last returned. */
    private final AtomicLong minimum = new AtomicLong(Long.MAX_VALUE);

    NativeMemory(Scheduler scheduler, MaintenanceConfig config) {
        this.scheduler = scheduler;
        this.config = config;
    }

    void begin(@Observes Started started) {
        boolean done = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .anyMatch(argument -> argument.startsWith(OPTION));
        if (config.scheduled() && !done && Files.isReadable(SIZES)) {
            scheduler.newJob("native-memory").setInterval(INTERVAL).setDelayed(INTERVAL)
                    .setConcurrentExecution(ConcurrentExecution.SKIP).setTask(execution -> returnFreed()).schedule();
        }
    }

    /** Does nothing unless the process has grown. */
    void returnFreed() {
        try {
            long resident = resident();
            if (minimum.get() == Long.MAX_VALUE || resident < minimum.get() + GROWTH) {
                minimum.accumulateAndGet(resident, Math::min);
                return;
            }
            Object result = ManagementFactory.getPlatformMBeanServer().invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"), "systemTrimNativeHeap", new Object[0],
                    new String[0]);
            minimum.set(resident());
            LOG.debugf("%s", result);
        } catch (IOException | JMException e) { // a JVM without this command, or another system
            LOG.debugf("Freed memory is not returned: %s", e.getMessage());
        }
    }

    private static long resident() throws IOException {
        return Long.parseLong(Files.readString(SIZES).split(" ", -1)[1]) * PAGE;
    }
}
