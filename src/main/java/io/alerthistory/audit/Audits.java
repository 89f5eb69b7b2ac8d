package io.alerthistory.audit;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ProblemException;
import io.alerthistory.request.Caller;
import io.alerthistory.request.CallersContext;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** Makes entries of the audit log, and writes those that have no transaction of their own. */
@ApplicationScoped
public class Audits {

    private static final Logger LOG = Logger.getLogger(Audits.class);

    private final AuditStore store;
    private final AuditConfig config;
    private final Vertx vertx;
    private final Clock clock;

    Audits(AuditStore store, AuditConfig config, Vertx vertx, Clock clock) {
        this.store = store;
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
    }

    /** An action of the current caller. Call it when the request starts, not in a callback of the database. */
    public AuditEntry entry(AuditAction action, @Nullable String target) {
        return entry(action, target, Map.of());
    }

    /** The same with facts beside the target: strings, integers, booleans, lists and maps of these. */
    public AuditEntry entry(AuditAction action, @Nullable String target, Map<String, ?> details) {
        return new AuditEntry(Micros.now(clock), Caller.current(), action, target, AuditOutcome.OK, details);
    }

    /** Writes an entry in a transaction of its own, also where there is no request. */
    public Uni<AuditRow> append(AuditEntry entry) {
        return Uni.createFrom().deferred(() -> Vertx.currentContext() != null ? store.append(entry)
                : Uni.createFrom().deferred(() -> store.append(entry)).runSubscriptionOn(CallersContext.ownContext(vertx)));
    }

    /**
     * Does what has no transaction in the database, between an entry before it and one with its outcome. It is not done when
     * the
     * first entry cannot be written; when only the second one cannot, the log of the service says so.
     */
    public <T> Uni<T> around(AuditEntry entry, Supplier<Uni<T>> work) {
        return around(entry, work, done -> entry.details());
    }

    /**
     * The same with details that only the result has.
     *
     * @param facts the details of the entry at the end, when the work has succeeded
     */
    public <T> Uni<T> around(AuditEntry entry, Supplier<Uni<T>> work, Function<T, Map<String, ?>> facts) {
        return append(entry.with(AuditOutcome.BEGUN)).chain(begun -> work.get())
                .onItemOrFailure()
                .call((done, failure) -> end(failure == null ? entry.with(facts.apply(done)) : entry, failure));
    }

    /** The same for a change of the schema, which may be too old to have a log: then the log of the service has the entry. */
    public <T> Uni<T> aroundMigration(AuditEntry entry, Supplier<Uni<T>> work) {
        return store.exists().flatMap(exists -> {
            if (exists) {
                return around(entry, work);
            }
            LOG.warnf("%s of %s by %s: the schema has no audit log yet", entry.action().jsonName(), entry.target(),
                    entry.caller().name());
            return work.get();
        });
    }

    /** Writes that the current caller reads a session, if reads are entries. */
    public Uni<Void> read(String sessionId) {
        return read(sessionId, Map.of());
    }

    /** The same of a part of a session, which the details name. */
    public Uni<Void> read(String sessionId, Map<String, ?> details) {
        return config.reads() ? append(entry(AuditAction.SESSION_READ, sessionId, details)).replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private Uni<?> end(AuditEntry entry, @Nullable Throwable failure) {
        AuditEntry end = entry.at(Micros.now(clock));
        if (failure instanceof ProblemException problem) {
            Map<String, Object> details = new HashMap<>(entry.details());
            details.put("problem", problem.code().code());
            end = end.with(AuditOutcome.REFUSED).with(details);
        } else if (failure != null) {
            end = end.with(AuditOutcome.FAILED);
        }
        return append(end).onFailure().invoke(lost -> LOG.warnf("The audit log does not have the end of %s: %s",
                entry.action().jsonName(), lost.getMessage())).onFailure().recoverWithNull();
    }
}
