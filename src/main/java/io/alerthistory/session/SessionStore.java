package io.alerthistory.session;

import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditEntry;
import io.smallrye.mutiny.Uni;

/** Where sessions are kept. Every method is one transaction, and done when it is durable. */
public interface SessionStore {

    /** Stores a new session, or finds the one that has its session_id or, failing that, its alert_id. */
    Uni<Stored<SessionHead>> create(AlertSession candidate);

    /**
     * The same for a pending session while fewer than so many are pending, however many try at once.
     *
     * @return null when it is new and there is no room for it
     */
    Uni<@Nullable Stored<SessionHead>> createWithin(AlertSession candidate, int maxPending);

    /**
     * The same for a session that a person submits.
     *
     * @param maxPending empty for as many as come
     * @param entry is written with the session when it is new
     * @return null when it is new and there is no room for it
     */
    Uni<@Nullable Stored<SessionHead>> submit(AlertSession candidate, OptionalInt maxPending, AuditEntry entry);

    /**
     * Lets a change decide on the locked row and stores what it left there; the version grows when that is different. When the
     * change throws, nothing is stored. Payloads that are large and not sent are not at hand: the change may replace or remove
     * them, but not look into them.
     *
     * @return the session as it is now, and what the change returned; null when there is no such session
     */
    default <D> Uni<@Nullable Changed<AlertSession, D>> change(String sessionId, SentPayloads payloads,
            Function<AlertSession, D> change) {
        return change(sessionId, payloads, change, null);
    }

    /**
     * The same with an entry of the audit log.
     *
     * @param entry is written with the change; null for none
     */
    <D> Uni<@Nullable Changed<AlertSession, D>> change(String sessionId, SentPayloads payloads,
            Function<AlertSession, D> change, @Nullable AuditEntry entry);

    /** The same for a change that has nothing to return. */
    default Uni<@Nullable AlertSession> update(String sessionId, SentPayloads payloads, Consumer<AlertSession> change) {
        return this.<Boolean> change(sessionId, payloads, session -> {
            change.accept(session);
            return true;
        }).onItem().ifNotNull().transform(Changed::value);
    }

    /** The same without payloads. */
    default Uni<@Nullable AlertSession> update(String sessionId, Consumer<AlertSession> change) {
        return update(sessionId, SentPayloads.NONE, change);
    }

    /** The same with an entry of the audit log. */
    default Uni<@Nullable AlertSession> update(String sessionId, Consumer<AlertSession> change, AuditEntry entry) {
        return this.<Boolean> change(sessionId, SentPayloads.NONE, session -> {
            change.accept(session);
            return true;
        }, entry).onItem().ifNotNull().transform(Changed::value);
    }
}
