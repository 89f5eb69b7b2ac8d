package io.alerthistory.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.json.JsonPart;
import io.alerthistory.json.JsonParts;
import io.alerthistory.json.Utf8;
import io.alerthistory.stream.JsonDocument;
import io.smallrye.mutiny.Uni;

/**
 * The interactions of a session as lines of JSON, in the order of their arrival. Each is read when the client has taken the one
 * before, so the memory does not depend on how many there are.
 */
final class InteractionLines implements JsonPart.Source {

    private static final JsonPart END_OF_LINE = JsonPart.Bytes.of(Utf8.of("\n"));

    /** Interactions whose identifiers are read at a time. */
    private static final int WINDOW = 200;

    private final HistoryStore store;
    private final ObjectMapper json;
    private final String sessionId;
    private final Deque<String> ids = new ArrayDeque<>();
    private final Deque<JsonPart> parts = new ArrayDeque<>();

    /** Where the next window starts; null at the end. */
    private final AtomicReference<@Nullable Long> next = new AtomicReference<>(0L);

    private InteractionLines(HistoryStore store, ObjectMapper json, String sessionId) {
        this.store = store;
        this.json = json;
        this.sessionId = sessionId;
    }

    /** The session as in the list, and then its interactions. */
    static JsonDocument document(SessionOverview session, HistoryStore store, ObjectMapper json) {
        List<JsonPart> parts = new ArrayList<>(JsonParts.of(session, json));
        parts.add(END_OF_LINE);
        parts.add(new JsonPart.Later(new InteractionLines(store, json, session.sessionId())));
        return new JsonDocument(parts, false, () -> {
        });
    }

    @Override
    public Uni<@Nullable JsonPart> next() {
        JsonPart part = parts.poll();
        if (part != null) {
            return Uni.createFrom().item(part);
        }
        String id = ids.poll();
        if (id != null) {
            return store.interaction(sessionId, id).flatMap(stored -> {
                if (stored != null) { // else it was deleted meanwhile
                    parts.addAll(JsonParts.of(TimelineEvent.of(stored), json));
                    parts.add(END_OF_LINE);
                }
                return next();
            });
        }
        if (next.get() == null) {
            return Uni.createFrom().nullItem();
        }
        return store.trace(new TraceQuery(sessionId, Objects.requireNonNull(next.get()), WINDOW)).flatMap(trace -> {
            next.set(trace == null ? null : trace.nextAfterSeq());
            if (trace != null) {
                trace.events().forEach(event -> ids.add(event.id()));
            }
            return next();
        });
    }
}
