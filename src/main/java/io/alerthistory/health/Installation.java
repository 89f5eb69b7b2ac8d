package io.alerthistory.health;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import io.alerthistory.maintenance.RetentionConfig;
import io.alerthistory.session.QueueConfig;

/** The facts that do not change while the service runs. */
@Singleton
class Installation {

    private final String version;
    private final int retentionDays;
    private final @Nullable Integer maxQueueSize;

    Installation(@ConfigProperty(name = "quarkus.application.version") String version, QueueConfig queue,
            RetentionConfig retention) {
        this.retentionDays = retention.days();
        this.version = version;
        this.maxQueueSize = queue.maxSize().isPresent() ? Integer.valueOf(queue.maxSize().getAsInt()) : null;
    }

    String version() {
        return version;
    }

    /** The number of days after which an ended session is deleted; 0 for never. */
    int retentionDays() {
        return retentionDays;
    }

    /** The maximum number of pending sessions; null for no limit. */
    @Nullable
    Integer maxQueueSize() {
        return maxQueueSize;
    }
}
