package io.alerthistory.audit.chain;

import org.jspecify.annotations.Nullable;

/**
 * The result of a verification.
 *
 * @param ok whether the log is as it was written
 * @param rows how many rows were read
 * @param headSeq the number that the head row has; 0 when there is none
 * @param firstBrokenSeq the first row that is missing or changed; null when none is
 * @param reason what is wrong with it
 */
public record AuditReport(boolean ok, long rows, long headSeq, @Nullable Long firstBrokenSeq, @Nullable String reason) {

    static AuditReport of(Chain chain) {
        Chain.Break broken = chain.broken();
        return broken == null ? new AuditReport(true, chain.rows(), chain.end(), null, null)
                : new AuditReport(false, chain.rows(), chain.end(), broken.seq(), broken.reason());
    }
}
