package io.alerthistory.audit.chain;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditRow;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.ObjectJson;

/**
 * Rows of the audit log, the newest first.
 *
 * @param nextCursor leads to the rows before these; null on the last page
 */
public record AuditPage(List<Item> entries, @Nullable String nextCursor) {

    /**
     * A row as it is stored. The hash is SHA-256 over the hash of the row before it and the canonical JSON (RFC 8785) of all
     * other
     * columns, of which details is a text.
     */
    @Schema(name = "AuditItem")
    public record Item(long seq, long atUs, String actor, String actorKind, String action, @Nullable String target,
            String outcome, @Nullable String requestId, @Nullable String remoteAddr, @ObjectJson JsonText details,
            String hash) {

        static Item of(AuditRow row) {
            return new Item(row.seq(), row.atUs(), row.actor(), row.actorKind(), row.action(), row.target(), row.outcome(),
                    row.requestId(), row.remoteAddr(), new JsonText(row.details()), row.hash());
        }
    }
}
