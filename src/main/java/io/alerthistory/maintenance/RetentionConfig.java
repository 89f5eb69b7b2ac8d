package io.alerthistory.maintenance;

import io.smallrye.config.ConfigMapping;

/** The retention of ended sessions. */
@ConfigMapping(prefix = "history.retention")
public interface RetentionConfig {

    /** In days after the end; 0 for unlimited. */
    int days();
}
