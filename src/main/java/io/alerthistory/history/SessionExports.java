package io.alerthistory.history;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.AuditEntry;
import io.alerthistory.audit.Audits;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonPart;
import io.alerthistory.stream.JsonDocument;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/**
 * Exports sessions. What is exported is read as fast as the client takes it, in pages that hold no snapshot: a slow client
 * keeps neither memory nor a transaction.
 */
@ApplicationScoped
public class SessionExports {

    private final HistoryStore store;
    private final CursorKey cursorKey;
    private final Audits audits;
    private final ObjectMapper json;
    private final Clock clock;

    SessionExports(HistoryStore store, CursorKey cursorKey, Audits audits, ObjectMapper json, Clock clock) {
        this.store = store;
        this.cursorKey = cursorKey;
        this.audits = audits;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Exports sessions with all that belongs to them, as the lines of a bulk upload.
     *
     * @param reader makes the query, as for the list; its page and count are ignored
     * @throws ProblemException what the reader throws
     */
    public Uni<JsonDocument> lines(BiFunction<CursorSigner, Long, SessionQuery> reader) {
        return listed(reader, "ndjson").map(sessions -> new JsonDocument(
                List.of(new JsonPart.Later(new ExportLines(sessions, store, json))), false, () -> {
                }));
    }

    /** The same of the rows of the list. */
    public Uni<ListedSessions> rows(BiFunction<CursorSigner, Long, SessionQuery> reader) {
        return listed(reader, "csv");
    }

    /** A search may be a text that somebody wants to be forgotten, so only the names of filters are in the audit log. */
    private Uni<ListedSessions> listed(BiFunction<CursorSigner, Long, SessionQuery> reader, String format) {
        AuditEntry entry = audits.entry(AuditAction.HISTORY_EXPORT, null);
        return cursorKey.signer().flatMap(signer -> {
            SessionQuery query = reader.apply(signer, Micros.now(clock));
            List<String> filters = query.filter().values().keySet().stream().map(FilterField::jsonName).toList();
            return audits.append(entry.with(Map.of("format", format, "filters", filters)))
                    .map(written -> new ListedSessions(store, query));
        });
    }
}
