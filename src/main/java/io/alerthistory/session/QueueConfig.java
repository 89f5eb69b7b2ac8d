package io.alerthistory.session;

import java.util.OptionalInt;

import io.smallrye.config.ConfigMapping;

/** How long the queue of pending sessions may become. */
@ConfigMapping(prefix = "history.queue")
public interface QueueConfig {

    /** How many sessions may be pending at once; empty for any number. */
    OptionalInt maxSize();
}
