package io.alerthistory.erasure;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.AuditEntry;
import io.alerthistory.audit.Audits;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.request.RequestDeadline;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * The use case of erasing sessions. One request erases at most {@link #MAX_SESSIONS} and stops after {@link #MAX_TIME}; the
 * same
 * request again continues, because what was erased no longer matches.
 */
@ApplicationScoped
public class Erasures {

    /** The identifiers of so many sessions are in memory. */
    static final int MAX_SESSIONS = 10_000;

    private static final Duration MAX_TIME = Duration.ofSeconds(20);
    private static final int INTERACTIONS = 500;
    private static final int ALERTS = 20;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final EraseStore store;
    private final Event<HistoryEvent> events;
    private final Audits audits;
    private final Clock clock;

    Erasures(EraseStore store, Event<HistoryEvent> events, Audits audits, Clock clock) {
        this.audits = audits;
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /** Erases the sessions that match, or counts them. When the client disconnects, it stops after the current batch. */
    public Uni<EraseReceipt> erase(EraseRequest request) {
        AuditEntry entry = audits.entry(AuditAction.HISTORY_ERASE, null,
                Map.of("mode", request.mode().jsonName(), "dry_run", request.countsOnly()));
        RequestDeadline.end(); // each batch has the limit of a statement, and all of them together MAX_TIME
        return audits.around(entry, () -> run(request), Erasures::facts).invoke(receipt -> publish(request, receipt));
    }

    private Uni<EraseReceipt> run(EraseRequest request) {
        return store.find(request.match(), MAX_SESSIONS + 1).flatMap(found -> {
            EraseProgress progress = new EraseProgress(found, MAX_SESSIONS, System.nanoTime() + MAX_TIME.toNanos());
            return Multi.createBy().repeating().uni(() -> batch(request, progress)).whilst(notYet -> notYet).collect().last()
                    .chain(() -> acts(request)).invoke(progress::add)
                    .chain(() -> alerts(request, progress))
                    .chain(left -> request.countsOnly() ? Uni.createFrom().item(false)
                            : clean(progress).map(unclean -> left || unclean))
                    .chain(unclean -> store.countHeld(request.match()).map(held -> progress.receipt(request, held, unclean)));
        });
    }

    /** The counts, not the values that were looked for. */
    private static Map<String, ?> facts(EraseReceipt receipt) {
        return Map.of("mode", receipt.mode().jsonName(), "dry_run", receipt.dryRun(), "sessions",
                receipt.counts().alertSessions(), "alerts", receipt.alerts(), "acknowledgements",
                receipt.acknowledgements(), "silences", receipt.silences(), "skipped_held", receipt.skippedHeld(), "more",
                receipt.more());
    }

    private void publish(EraseRequest request, EraseReceipt receipt) {
        if (!request.countsOnly()) {
            events.fire(new HistoryEvent.SessionsErased(request.mode().jsonName(), receipt.counts().alertSessions()));
        }
    }

    /** Works off the next sessions; returns whether it should go on. */
    private Uni<Boolean> batch(EraseRequest request, EraseProgress progress) {
        List<String> ids = progress.next();
        if (ids.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        Uni<ErasedRows> done = request.countsOnly() ? store.count(ids)
                : request.mode() == EraseMode.DELETE ? store.delete(ids) : redact(ids);
        return done.map(progress::add);
    }

    private Uni<ErasedRows> redact(List<String> ids) {
        return redactInteractions(ids, InteractionKind.LLM, InteractionPlace.START)
                .chain(() -> redactInteractions(ids, InteractionKind.MCP, InteractionPlace.START))
                .chain(() -> store.redact(ids, Micros.now(clock)));
    }

    private Uni<Void> redactInteractions(List<String> ids, InteractionKind kind, InteractionPlace after) {
        return store.redactInteractions(ids, kind, after, INTERACTIONS)
                .flatMap(last -> last == null ? Uni.createFrom().voidItem() : redactInteractions(ids, kind, last));
    }

    /** Erases what the author did to alerts. */
    private Uni<ErasedActs> acts(EraseRequest request) {
        String author = request.match().authorAlone();
        if (author == null) {
            return Uni.createFrom().item(ErasedActs.NONE);
        }
        return request.countsOnly() ? store.countActs(author) : store.eraseActs(author);
    }

    /** Erases the alerts that have the label; returns whether some are left when the time is over. */
    private Uni<Boolean> alerts(EraseRequest request, EraseProgress progress) {
        EraseLabel label = request.match().labelAlone();
        if (label == null) {
            return Uni.createFrom().item(false);
        }
        return request.countsOnly() ? store.countAlerts(label).invoke(progress::addAlerts).replaceWith(false)
                : eraseAlerts(label, request.mode(), progress);
    }

    private Uni<Boolean> eraseAlerts(EraseLabel label, EraseMode mode, EraseProgress progress) {
        return store.eraseAlerts(label, mode, ALERTS).invoke(progress::addAlerts).flatMap(erased -> {
            boolean more = erased == ALERTS;
            return !more || progress.isOver() ? Uni.createFrom().item(more)
                    : Uni.createFrom().voidItem().onItem().delayIt().by(PAUSE).chain(() -> eraseAlerts(label, mode, progress));
        });
    }

    /** Returns whether something is left when the time is over. */
    private Uni<Boolean> clean(EraseProgress progress) {
        return store.clean().flatMap(more -> !more || progress.isOver() ? Uni.createFrom().item(more)
                : Uni.createFrom().voidItem().onItem().delayIt().by(PAUSE).chain(() -> clean(progress)));
    }
}
