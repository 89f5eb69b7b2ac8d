package io.alerthistory.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.CanonicalJson;
import io.alerthistory.json.Sha256;

/**
 * A row of the log as it is stored, whichever build wrote it.
 *
 * @param seq counts from 1 without a gap
 * @param details JSON as text
 * @param hash SHA-256, in hexadecimal digits, over the hash of the row before it and the canonical JSON (RFC 8785) of all its
 *        other columns
 */
public record AuditRow(long seq, long atUs, String actor, String actorKind, String action, @Nullable String target,
        String outcome, @Nullable String requestId, @Nullable String remoteAddr, String details, String hash) {

    /** The same row with its hash. */
    AuditRow hashed(String previous) {
        return new AuditRow(seq, atUs, actor, actorKind, action, target, outcome, requestId, remoteAddr, details,
                expectedHash(previous));
    }

    /** The row as the newest one. */
    public AuditHead head() {
        return new AuditHead(seq, hash);
    }

    /**
     * The hash that a row with these columns has; none when it has columns that no row was written with.
     *
     * @param previous the hash of the row before it
     */
    public String expectedHash(String previous) {
        try {
            MessageDigest digest = Sha256.begin();
            digest.update(previous.getBytes(StandardCharsets.US_ASCII));
            digest.update(CanonicalJson.of(columns()).getBytes(StandardCharsets.UTF_8));
            return Sha256.hex(digest);
        } catch (IllegalArgumentException changed) {
            return "none";
        }
    }

    private Map<String, @Nullable Object> columns() {
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("seq", seq);
        columns.put("at_us", atUs);
        columns.put("actor", actor);
        columns.put("actor_kind", actorKind);
        columns.put("action", action);
        columns.put("target", target);
        columns.put("outcome", outcome);
        columns.put("request_id", requestId);
        columns.put("remote_addr", remoteAddr);
        columns.put("details", details);
        return columns;
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
