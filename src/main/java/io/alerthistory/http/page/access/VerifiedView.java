package io.alerthistory.http.page.access;

import io.alerthistory.audit.chain.AuditReport;
import io.alerthistory.http.page.Words;

/**
 * The result of a verification of the audit log.
 *
 * @param sound whether the log is as it was written
 * @param reason what is wrong; empty when nothing is
 */
public record VerifiedView(boolean sound, String rows, String newest, String reason) {

    static VerifiedView of(AuditReport report) {
        return new VerifiedView(report.ok(), Words.count(report.rows(), "entry was read", "entries were read"),
                Words.number(report.headSeq()), report.ok() ? ""
                        : "Entry " + report.firstBrokenSeq() + ": " + report.reason());
    }
}
