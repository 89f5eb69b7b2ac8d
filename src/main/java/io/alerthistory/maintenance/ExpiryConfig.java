package io.alerthistory.maintenance;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;

/** The lifetime of events. */
@ConfigMapping(prefix = "history.events")
public interface ExpiryConfig {

    Duration retention();
}
