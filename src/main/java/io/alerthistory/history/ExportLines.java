package io.alerthistory.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.json.JsonPart;
import io.alerthistory.json.JsonParts;
import io.alerthistory.session.AlertSession;
import io.smallrye.mutiny.Uni;

/** Sessions with all that belongs to them, as the lines of a bulk upload. Each is read when its predecessor was taken. */
final class ExportLines implements JsonPart.Source {

    private final ListedSessions sessions;
    private final HistoryStore store;
    private final ObjectMapper json;
    private final Deque<String> page = new ArrayDeque<>();

    ExportLines(ListedSessions sessions, HistoryStore store, ObjectMapper json) {
        this.sessions = sessions;
        this.store = store;
        this.json = json;
    }

    @Override
    public Uni<@Nullable JsonPart> next() {
        String id = page.poll();
        if (id != null) {
            return store.find(id, SessionReading.ROW).map(this::session);
        }
        return sessions.next().flatMap(listed -> {
            if (listed == null) {
                return Uni.createFrom().nullItem();
            }
            listed.forEach(session -> page.add(session.sessionId()));
            return page.isEmpty() ? Uni.createFrom().nullItem() : next();
        });
    }

    /** @param stored null when it was deleted meanwhile */
    private JsonPart session(@Nullable StoredSession stored) {
        if (stored == null) {
            return new JsonPart.Bytes(List.of());
        }
        AlertSession session = stored.session();
        long lastSeq = session.counters.lastSeq;
        List<JsonPart> parts = new ArrayList<>(JsonParts.of(ExportedSession.of(stored), json));
        parts.add(EventLines.END_OF_LINE);
        if (session.counters.totalStages > 0) {
            parts.add(new JsonPart.Later(new StageLines(store, StageQuery.topLevel(session.sessionId, lastSeq), json)));
        }
        if (lastSeq > 0) {
            for (InteractionKind kind : InteractionKind.values()) {
                parts.add(new JsonPart.Later(new EventLines(store, session.sessionId, null, kind, lastSeq, json)));
            }
        }
        return new JsonPart.Later(JsonPart.Source.of(parts));
    }
}
