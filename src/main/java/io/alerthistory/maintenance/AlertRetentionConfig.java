package io.alerthistory.maintenance;

import io.smallrye.config.ConfigMapping;

/** The retention of the history of alerts. */
@ConfigMapping(prefix = "history.alert-retention")
public interface AlertRetentionConfig {

    /** In days after the end of an episode; 0 for unlimited. */
    int days();
}
