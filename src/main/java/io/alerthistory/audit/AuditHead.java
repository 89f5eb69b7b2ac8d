package io.alerthistory.audit;

/**
 * The newest row of the log.
 *
 * @param hash in hexadecimal digits
 */
public record AuditHead(long seq, String hash) {

    /** What the first row follows. */
    public static final AuditHead START = new AuditHead(0, "0".repeat(64));
}
