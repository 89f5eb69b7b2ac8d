package io.alerthistory.maintenance;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The intervals of the maintenance jobs. */
@ConfigMapping(prefix = "history.maintenance")
public interface MaintenanceConfig {

    /** Whether the scheduler runs the jobs. */
    @WithDefault("true")
    boolean scheduled();

    Duration retentionInterval();

    Duration orphansInterval();

    Duration expiryInterval();
}
