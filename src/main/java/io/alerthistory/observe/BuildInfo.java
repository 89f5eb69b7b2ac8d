package io.alerthistory.observe;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.alerthistory.database.DatabaseConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.StartupEvent;

/** Registers the metric that describes the build. */
@Singleton
class BuildInfo {

    private final MeterRegistry registry;
    private final String version;
    private final DatabaseConfig database;

    BuildInfo(MeterRegistry registry, @ConfigProperty(name = "quarkus.application.version") String version,
            DatabaseConfig database) {
        this.registry = registry;
        this.version = version;
        this.database = database;
    }

    void register(@Observes StartupEvent event) {
        Gauge.builder("alert_history_build_info", () -> 1).description("The running build and its runtime; always 1")
                .tag("version", version).tag("runtime", ImageMode.current().isNativeImage() ? "native" : "jvm")
                .tag("java_version", Runtime.version().toString()).tag("database", database.kind().jsonName())
                .register(registry);
    }
}
