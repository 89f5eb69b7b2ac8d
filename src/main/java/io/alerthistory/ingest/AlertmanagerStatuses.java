package io.alerthistory.ingest;

import java.time.Clock;
import java.time.Instant;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.runtime.StartupEvent;

/** Reports the status that clients of an Alertmanager ask for. */
@Singleton
public class AlertmanagerStatuses {

    private final String version;
    private final Instant started;

    AlertmanagerStatuses(@ConfigProperty(name = "quarkus.application.version") String version, Clock clock) {
        this.version = version;
        this.started = clock.instant();
    }

    /** Makes this bean when the service starts. */
    void start(@Observes StartupEvent event) {
    }

    public AlertmanagerStatus now() {
        return new AlertmanagerStatus(AlertmanagerStatus.Cluster.NONE, AlertmanagerStatus.VersionInfo.of(version),
                AlertmanagerStatus.Config.NONE, started.toString());
    }
}
