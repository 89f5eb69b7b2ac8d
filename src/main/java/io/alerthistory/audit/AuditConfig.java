package io.alerthistory.audit;

import io.smallrye.config.ConfigMapping;

/** The settings of the audit log. */
@ConfigMapping(prefix = "history.audit")
public interface AuditConfig {

    /** Whether reads of a session are entries. */
    boolean reads();

    /** Whole months that are kept beside the current one; 0 for ever. */
    int retentionMonths();
}
