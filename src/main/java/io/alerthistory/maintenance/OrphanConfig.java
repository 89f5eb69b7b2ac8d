package io.alerthistory.maintenance;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;

/** When a session counts as abandoned. */
@ConfigMapping(prefix = "history.orphans")
public interface OrphanConfig {

    /** Without a sign of life. */
    Duration timeout();

    /** Between the wish to cancel and the end that nobody reported. */
    Duration cancelTimeout();
}
