package io.alerthistory.maintenance;

import io.smallrye.config.ConfigMapping;

/** How long ended sessions are kept. */
@ConfigMapping(prefix = "history.retention")
public interface RetentionConfig {

    /** Days after the end; 0 for ever. */
    int days();
}
