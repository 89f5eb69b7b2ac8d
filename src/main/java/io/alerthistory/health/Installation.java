package io.alerthistory.health;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import io.alerthistory.maintenance.RetentionConfig;
import io.alerthistory.session.QueueConfig;

/** What stays the same as long as the service runs. */
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

    /** Days after its end at which a session is deleted; 0 for never. */
    int retentionDays() {
        return retentionDays;
    }

    /** Sessions that may be pending at once; null for any number. */
    @Nullable
    Integer maxQueueSize() {
        return maxQueueSize;
    }
}
