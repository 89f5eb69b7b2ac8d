package io.alerthistory.episode.read;

import java.time.Clock;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.AuditEntry;
import io.alerthistory.audit.Audits;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** Acknowledges alerts that fire. */
@ApplicationScoped
public class Acknowledgements {

    private final AlertReadStore store;
    private final NamedAlerts alerts;
    private final Audits audits;
    private final Redaction redaction;
    private final Clock clock;

    Acknowledgements(AlertReadStore store, NamedAlerts alerts, Audits audits, Redaction redaction, Clock clock) {
        this.store = store;
        this.alerts = alerts;
        this.audits = audits;
        this.redaction = redaction;
        this.clock = clock;
    }

    /**
     * Acknowledges the open episode of an alert. The first acknowledgement of an episode stays.
     *
     * @param source needed when several sources have the fingerprint; null when not given
     * @throws ProblemException 404 unknown, 409 when it does not fire or several sources have it
     */
    public Uni<AcknowledgementView> acknowledge(String fingerprint, @Nullable String source, AcknowledgeRequest request,
            String author) {
        String comment = request.comment() == null ? null : redaction.text(request.comment());
        AuditEntry entry = audits.entry(AuditAction.ALERT_ACKNOWLEDGE, fingerprint);
        return alerts.one(fingerprint, source)
                .flatMap(alert -> store
                        .acknowledge(alert.id(), new Acknowledgement(0, Micros.now(clock), author, comment),
                                start -> of(entry, alert, start))
                        .onItem().ifNull().failWith(() -> silent(fingerprint))
                        .map(stored -> new AcknowledgementView(fingerprint, alert.source(), stored.startsAtUs(),
                                stored.ackedAtUs(), stored.ackedBy(), stored.comment())));
    }

    /**
     * Takes the acknowledgement of the open episode of an alert back, if there is one.
     *
     * @throws ProblemException 404 unknown, 409 when it does not fire or several sources have it
     */
    public Uni<Void> takeBack(String fingerprint, @Nullable String source) {
        AuditEntry entry = audits.entry(AuditAction.ALERT_UNACKNOWLEDGE, fingerprint);
        return alerts.one(fingerprint, source)
                .flatMap(alert -> store.takeBack(alert.id(), start -> of(entry, alert, start))).invoke(fires -> {
                    if (!fires) {
                        throw silent(fingerprint);
                    }
                }).replaceWithVoid();
    }

    /** One fingerprint may be an alert of several sources, and has many episodes. */
    private static AuditEntry of(AuditEntry entry, DetailedAlert alert, long startsAtUs) {
        return entry.with(Map.of("source", alert.source(), "starts_at_us", startsAtUs));
    }

    private static ProblemException silent(String fingerprint) {
        return new ProblemException(ErrorCode.ALERT_NOT_FIRING,
                "The alert " + fingerprint + " does not fire; only what fires can be acknowledged");
    }
}
