package io.alerthistory.maintenance;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When the jobs run. */
@ConfigMapping(prefix = "history.maintenance")
public interface MaintenanceConfig {

    /** Whether they run by themselves. */
    @WithDefault("true")
    boolean scheduled();

    Duration retentionInterval();

    Duration orphansInterval();

    Duration expiryInterval();
}
