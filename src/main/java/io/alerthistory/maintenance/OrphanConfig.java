package io.alerthistory.maintenance;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;

/** The timeouts of the orphan reaper. */
@ConfigMapping(prefix = "history.orphans")
public interface OrphanConfig {

    /** How long a session may have no heartbeat. */
    Duration timeout();

    /** How long a requested cancellation may stay unconfirmed. */
    Duration cancelTimeout();
}
