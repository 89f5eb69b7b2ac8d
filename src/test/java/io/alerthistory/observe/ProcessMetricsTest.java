package io.alerthistory.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;

class ProcessMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void register() {
        new ProcessMetrics(registry).register(new StartupEvent());
    }

    @Test
    void anonymousMemoryIsAPartOfWhatIsResident() {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/status")));

        double resident = registry.get("process_resident_memory_bytes").gauge().value();
        double anonymous = registry.get("process_anonymous_memory_bytes").gauge().value();

        assertThat(anonymous).isBetween(10e6, resident);
    }

    @Test
    void theHeapHasItsLimit() {
        assertThat(registry.get("alert_history_heap_max_bytes").gauge().value()).isEqualTo(Runtime.getRuntime().maxMemory());
    }

    @Test
    void aCollectionIsCounted() {
        double before = collections();

        System.gc();

        assertThat(collections()).isGreaterThan(before);
    }

    private double collections() {
        return registry.find("alert_history_gc").functionTimers().stream().mapToDouble(FunctionTimer::count).sum();
    }
}
