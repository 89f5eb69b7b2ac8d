package io.alerthistory.history;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongPredicate;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.audit.Audits;
import io.alerthistory.budget.Budgets;
import io.alerthistory.budget.ByteBudget;
import io.alerthistory.budget.HeldLease;
import io.alerthistory.budget.Lease;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.Sessions;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.Stages;
import io.alerthistory.stream.JsonDocument;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** What can be read. */
@ApplicationScoped
public class History {

    private final HistoryStore store;
    private final CursorKey cursorKey;
    private final Audits audits;
    private final ObjectMapper json;
    private final ByteBudget memory;
    private final Clock clock;

    History(HistoryStore store, CursorKey cursorKey, Audits audits, ObjectMapper json, Budgets budgets, Clock clock) {
        this.store = store;
        this.audits = audits;
        this.cursorKey = cursorKey;
        this.json = json;
        memory = budgets.responses();
        this.clock = clock;
    }

    /**
     * Finds a page of sessions.
     *
     * @param reader makes the query, with the signer that knows its cursor and the time of the request, in microseconds since
     *        the epoch; a {@link ProblemException} of it fails the list
     */
    public Uni<SessionList> list(BiFunction<CursorSigner, Long, SessionQuery> reader) {
        return cursorKey.signer().flatMap(signer -> {
            SessionQuery query = reader.apply(signer, Micros.now(clock));
            return store.list(query).map(page -> SessionList.of(query, page, signer));
        });
    }

    /**
     * Reads a session as the list shows it.
     *
     * @throws ProblemException 404 when there is no such session
     */
    public Uni<SessionOverview> overview(String sessionId) {
        return store.overview(sessionId).onItem().ifNull().failWith(() -> Sessions.unknown(sessionId));
    }

    /**
     * Reads a session whole for a response to its change.
     *
     * @throws ProblemException 404 when there is no such session
     */
    public Uni<SessionDocument> session(String sessionId) {
        return read(sessionId, version -> false);
    }

    /**
     * Reads a session whole, but nothing of a version that the client has.
     *
     * @throws ProblemException 404 when there is no such session
     */
    public Uni<SessionDocument> session(String sessionId, LongPredicate known) {
        return audits.read(sessionId).chain(() -> read(sessionId, known));
    }

    private Uni<SessionDocument> read(String sessionId, LongPredicate known) {
        Reading reading = new Reading(memory, known);
        return store.find(sessionId, reading).onItem().ifNull().failWith(() -> Sessions.unknown(sessionId))
                .map(stored -> document(stored, reading)).onFailure().invoke(reading::close)
                .onCancellation().invoke(reading::close);
    }

    /** A session that was stored this moment and has nothing yet. The memory that it takes is its request's. */
    public SessionDocument created(AlertSession session) {
        StoredSession stored = StoredSession.alone(session, Map.of());
        return new SessionDocument(session.sessionId, session.version,
                JsonDocument.of(DetailedSession.of(stored, Timelines.whole(stored, json)), json).leased(() -> {
                }));
    }

    /**
     * Reads a stage alone, without its interactions and the chat message that it responds to.
     *
     * @throws ProblemException 404 when the session has no such stage
     */
    public Uni<JsonDocument> stage(String sessionId, String executionId) {
        return store.stage(sessionId, executionId).onItem().ifNull()
                .failWith(() -> Stages.unknown(sessionId, executionId))
                .map(stored -> document(new StoredStage(stored.stage(), stored.large(), stored.output(), null)));
    }

    /**
     * Reads one interaction with its payloads.
     *
     * @throws ProblemException 404 when the session has no such interaction
     */
    public Uni<JsonDocument> interaction(String sessionId, String interactionId) {
        return audits.read(sessionId, Map.of("interaction_id", interactionId))
                .chain(() -> store.interaction(sessionId, interactionId)).onItem().ifNull()
                .failWith(() -> new ProblemException(ErrorCode.INTERACTION_NOT_FOUND,
                        "Interaction " + interactionId + " of session " + sessionId + " not found"))
                .map(stored -> JsonDocument.of(TimelineEvent.of(stored), json));
    }

    /** A stage that was stored this moment. The memory that it takes is its request's. */
    public JsonDocument created(StageExecution stage) {
        return document(StoredStage.alone(stage)).leased(() -> {
        });
    }

    private JsonDocument document(StoredStage stage) {
        return JsonDocument.of(DetailedStage.of(stage, Timeline.EMPTY, List.of()), json);
    }

    private SessionDocument document(StoredSession stored, Reading reading) {
        AlertSession session = stored.session();
        if (!reading.wants(session.version)) {
            reading.close();
            return new SessionDocument(session.sessionId, session.version, null);
        }
        JsonDocument body = JsonDocument.of(stored.whole() ? DetailedSession.of(stored, Timelines.whole(stored, json))
                : DetailedSession.of(stored, new UnreadSession(session.sessionId, session.counters.lastSeq, store, json)),
                json);
        return new SessionDocument(session.sessionId, session.version, reading.covering(body));
    }

    /** Holds the memory for a session that is read whole, until its response has ended. */
    private static final class Reading implements SessionReading {

        /** The number of bytes that are always granted to a read. */
        private static final long SMALL = 32_768;

        /** Bytes that are read whole at most. */
        private static final long MAX_WHOLE = 8_388_608;

        /** What a byte that is read takes while it becomes a response: the row as text and as bytes, the event. */
        private static final long FACTOR = 3;

        /**
         * What a byte counts while others are read, too. Few sessions become responses at a time: as many as memory bears had
         * their rows survive collections, and half of the time went into these.
         */
        private static final long SHARE = 12;

        /** How long a session waits for memory before it is read in pieces. */
        private static final Duration WAIT = Duration.ofMillis(500);

        private final ByteBudget memory;
        private final LongPredicate known;
        /** The read may begin once more, on another connection. */
        private final HeldLease lease = new HeldLease();

        Reading(ByteBudget memory, LongPredicate known) {
            this.memory = memory;
            this.known = known;
        }

        @Override
        public boolean wants(long version) {
            return !known.test(version);
        }

        @Override
        public Uni<Boolean> fits(long bytes) {
            if (bytes <= SMALL || isTooLarge(bytes)) {
                return Uni.createFrom().item(bytes <= SMALL);
            }
            // Taken here, and not further down, where a client that hangs up could lose it.
            return Uni.createFrom().emitter(emitter -> memory.acquire(share(bytes), WAIT).subscribe().with(taken -> {
                lease.take(taken);
                emitter.complete(true);
            }, refused -> emitter.complete(false)));
        }

        @Override
        public boolean fitsNow(long bytes) {
            if (bytes <= SMALL || isTooLarge(bytes)) {
                return bytes <= SMALL;
            }
            Optional<Lease> taken = memory.tryAcquire(share(bytes));
            taken.ifPresent(lease::take);
            return taken.isPresent();
        }

        private boolean isTooLarge(long bytes) {
            return bytes > MAX_WHOLE || bytes * FACTOR > memory.limit();
        }

        /**
         * Includes a text that is read while the response is sent. The holder of a lease must not wait for another lease of the
         * same budget, which would be a deadlock.
         */
        private long share(long bytes) {
            return Math.min(Math.max(bytes * SHARE, JsonDocument.WINDOW), memory.limit());
        }

        /** Returns the document, which releases its memory when it has been sent. The rows that it was made of do not count. */
        JsonDocument covering(JsonDocument body) {
            Lease held = lease.get();
            if (held == null) {
                return body.endingWith(this::close);
            }
            held.shrinkTo(Math.min(body.bytesInMemory() + JsonDocument.WINDOW, held.bytes()));
            return body.leased(this::close);
        }

        void close() {
            lease.close();
        }
    }
}
