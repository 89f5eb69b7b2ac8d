package io.alerthistory.maintenance;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;

/** How long events are kept. */
@ConfigMapping(prefix = "history.events")
public interface ExpiryConfig {

    Duration retention();
}
