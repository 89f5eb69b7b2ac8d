package io.alerthistory.audit.chain;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditFilter;
import io.alerthistory.audit.AuditRow;
import io.alerthistory.audit.AuditStore;
import io.alerthistory.error.ProblemException;
import io.alerthistory.history.CursorKey;
import io.alerthistory.history.CursorSigner;
import io.smallrye.mutiny.Uni;

/** The audit log as it is read. */
@ApplicationScoped
public class AuditLog {

    private static final int PAGE_SIZE = 100;

    private final AuditStore store;
    private final CursorKey cursorKey;

    AuditLog(AuditStore store, CursorKey cursorKey) {
        this.store = store;
        this.cursorKey = cursorKey;
    }

    /**
     * Lists the newest rows, or those before a cursor.
     *
     * @throws ProblemException 400 when the service did not write the cursor for this filter
     */
    public Uni<AuditPage> list(AuditFilter filter, @Nullable String cursor) {
        return cursorKey.signer().flatMap(signer -> {
            long before = cursor == null ? Long.MAX_VALUE : AuditCursor.decode(cursor, filter, signer).beforeSeq();
            return store.newest(filter, before, PAGE_SIZE + 1).map(rows -> page(rows, filter, signer));
        });
    }

    private static AuditPage page(List<AuditRow> rows, AuditFilter filter, CursorSigner signer) {
        List<AuditRow> shown = rows.subList(0, Math.min(rows.size(), PAGE_SIZE));
        return new AuditPage(shown.stream().map(AuditPage.Item::of).toList(), rows.size() <= PAGE_SIZE ? null
                : new AuditCursor(shown.get(PAGE_SIZE - 1).seq()).encode(filter, signer));
    }
}
