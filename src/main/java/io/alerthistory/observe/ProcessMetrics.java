package io.alerthistory.observe;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/**
 * The memory metrics of the process, for a JVM and a native binary. A native binary lacks some of Micrometer's JVM
 * metrics.
 */
@Singleton
class ProcessMetrics {

    private static final String STATUS = "/proc/self/status";

    private final MeterRegistry registry;

    ProcessMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void register(@Observes StartupEvent event) {
        if (Files.isReadable(Path.of(STATUS))) { // Linux
            Gauge.builder("process_resident_memory_bytes", () -> bytes("VmRSS:"))
                    .description("Resident memory of the process").register(registry);
            Gauge.builder("process_anonymous_memory_bytes", () -> bytes("RssAnon:"))
                    .description("Resident memory of the process that is not backed by a file").register(registry);
        }
        Gauge.builder("alert_history_heap_max_bytes", () -> Runtime.getRuntime().maxMemory())
                .description("The maximum size of the heap").register(registry);
        for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
            FunctionTimer.builder("alert_history_gc", gc, GarbageCollectorMXBean::getCollectionCount,
                    GarbageCollectorMXBean::getCollectionTime, TimeUnit.MILLISECONDS)
                    .description("Time spent in garbage collections")
                    .tag("gc", gc.getName()).register(registry);
        }
    }

    private static double bytes(String field) {
        try {
            return Files.readAllLines(Path.of(STATUS)).stream().filter(line -> line.startsWith(field)).findFirst()
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024.0).orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
