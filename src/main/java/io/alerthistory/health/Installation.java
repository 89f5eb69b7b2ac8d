package io.alerthistory.health;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import io.alerthistory.session.QueueConfig;

/** What stays the same as long as the service runs. */
@Singleton
class Installation {

    private final String version;
    private final @Nullable Integer maxQueueSize;

    Installation(@ConfigProperty(name = "quarkus.application.version") String version, QueueConfig queue) {
        this.version = version;
        this.maxQueueSize = queue.maxSize().isPresent() ? Integer.valueOf(queue.maxSize().getAsInt()) : null;
    }

    String version() {
        return version;
    }

    /** Sessions that may be pending at once; null for any number. */
    @Nullable
    Integer maxQueueSize() {
        return maxQueueSize;
    }
}
