package io.alerthistory.audit.chain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

import io.alerthistory.audit.AuditFilter;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.history.CursorSigner;

/**
 * A place in the list of the audit log. Clients see one opaque, signed word; it fits the filter that it was made for.
 *
 * @param beforeSeq the page has rows with lower numbers
 */
record AuditCursor(long beforeSeq) {

    /** So that no cursor of another list is one of this. */
    private static final byte[] KIND = "audit1".getBytes(StandardCharsets.US_ASCII);

    String encode(AuditFilter filter, CursorSigner signer) {
        ByteBuffer word = ByteBuffer.allocate(Long.BYTES + CursorSigner.BYTES).putLong(beforeSeq)
                .put(signer.sign(signed(beforeSeq, filter)));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(word.array());
    }

    /**
     * Reads a cursor that the service gave out.
     *
     * @throws ProblemException invalid_cursor for a text that the service did not write, or wrote for another filter
     */
    static AuditCursor decode(String text, AuditFilter filter, CursorSigner signer) {
        byte[] bytes = bytes(text);
        if (bytes.length == Long.BYTES + CursorSigner.BYTES) {
            long beforeSeq = ByteBuffer.wrap(bytes).getLong();
            if (signer.signed(signed(beforeSeq, filter), Arrays.copyOfRange(bytes, Long.BYTES, bytes.length))) {
                return new AuditCursor(beforeSeq);
            }
        }
        throw new ProblemException(ErrorCode.INVALID_CURSOR,
                "The cursor is malformed, or belongs to other filters; take it from next_cursor as it is");
    }

    private static byte[] bytes(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] signed(long beforeSeq, AuditFilter filter) {
        byte[] conditions = filter.conditions().toString().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(KIND.length + Long.BYTES + conditions.length).put(KIND).putLong(beforeSeq).put(conditions)
                .array();
    }
}
