package io.alerthistory.alert;

import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;
import io.alerthistory.json.Utf8;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SearchDocument;
import io.alerthistory.session.SessionStatus;

/**
 * The session of one firing of an alert. While it is open, it lasts from its earliest startsAt on; once it is resolved,
 * from the startsAt to the endsAt of the reported interval, which is the one that a resolved alert sent. A firing alert
 * that started earlier and whose end was never reported belongs to the next firing with a reported interval:
 * {@code starts} are those of an open session, and those before the reported interval.
 */
public final class Firing {

    /** Separates fingerprint and startsAt in an alert_id. */
    static final char SEPARATOR = '@';

    /** The maximum number of different startsAt kept for one firing; two are usual with two Prometheus replicas. */
    private static final int MAX_STARTS = 100;

    private final String fingerprint;
    private final String sessionId;
    private final String storedAlertId;
    private final SessionStatus storedStatus;
    private final boolean created;
    private final FiringState state;

    private Firing(String fingerprint, String sessionId, String storedAlertId, SessionStatus storedStatus, boolean created,
            FiringState state) {
        this.fingerprint = fingerprint;
        this.sessionId = sessionId;
        this.storedAlertId = storedAlertId;
        this.storedStatus = storedStatus;
        this.created = created;
        this.state = state;
    }

    private Firing with(FiringState other) {
        return new Firing(fingerprint, sessionId, storedAlertId, storedStatus, created, other);
    }

    /**
     * A stored session.
     *
     * @param starts as {@link #starts()} formatted them; null for the one in the alert_id
     * @param reportedStart as {@link #reportedStart()} formatted it; null for the one in the alert_id
     */
    public static Firing stored(String sessionId, String alertId, SessionStatus status, long startedAtUs,
            @Nullable Long completedAtUs, @Nullable String starts, @Nullable String reportedStart) {
        int separator = alertId.lastIndexOf(SEPARATOR);
        AlertStart own = new AlertStart(startedAtUs, alertId.substring(separator + 1));
        AlertStart reported = status != SessionStatus.COMPLETED ? null
                : reportedStart == null ? own : Objects.requireNonNullElse(AlertStart.parse(reportedStart), own);
        NavigableSet<AlertStart> known = new TreeSet<>();
        if (starts != null && (reported == null || reportedStart != null)) {
            known.addAll(AlertStart.parseAll(starts));
        }
        if (known.isEmpty() && reported == null) {
            known.add(own);
        }
        return new Firing(alertId.substring(0, Math.max(separator, 0)), sessionId, alertId, status, false,
                new FiringState(known, reported, completedAtUs, null, false));
    }

    static Firing of(AlertReport report) {
        AlertSession session = report.session();
        NavigableSet<AlertStart> starts = new TreeSet<>();
        if (!report.isResolved()) {
            starts.add(report.startsAt());
        }
        return new Firing(report.fingerprint(), session.sessionId, String.valueOf(session.alertId), session.status, true,
                new FiringState(starts, report.isResolved() ? report.startsAt() : null, session.completedAtUs, report, false));
    }

    String key() {
        return fingerprint + SEPARATOR;
    }

    boolean isCreated() {
        return created;
    }

    boolean isChanged() {
        return state.changed() && !created;
    }

    /** Whether alerts may change it: a session that a user paused, cancelled or ended stays as it is. */
    boolean acceptsAlerts() {
        return storedStatus == SessionStatus.IN_PROGRESS || storedStatus == SessionStatus.COMPLETED;
    }

    boolean isOpen() {
        return state.completedAtUs() == null;
    }

    /** Whether it has a reported interval: a resolved alert sent one, or a user completed the session. */
    boolean hasInterval() {
        return state.reportedStart() != null;
    }

    /** Whether this notification ended it. */
    boolean isEnded() {
        return state.completedAtUs() != null && (created || storedStatus == SessionStatus.IN_PROGRESS);
    }

    long reportedStartUs() {
        return state.reportedStart() == null ? Long.MAX_VALUE : state.reportedStart().us();
    }

    long endUs() {
        return state.completedAtUs() == null ? Long.MAX_VALUE : state.completedAtUs();
    }

    /** Whether an instant lies between the earliest startsAt and the end, both inclusive. */
    boolean covers(long us) {
        return start().us() <= us && us <= endUs();
    }

    /** Whether the reported interval contains an instant; both ends are inclusive. */
    boolean intervalContains(long us) {
        return reportedStartUs() <= us && us <= endUs();
    }

    /** Whether another interval overlaps the reported one by more than an end that equals a start. */
    boolean overlaps(long fromUs, long toUs) {
        return (reportedStartUs() < toUs && fromUs < endUs()) || reportedStartUs() == fromUs;
    }

    boolean hasStart(AlertStart start) {
        return state.starts().contains(start);
    }

    /** Adds a firing alert that belongs to this firing. An open session keeps the alert of the latest startsAt. */
    Firing plus(AlertReport report) {
        Firing more = plus(Set.of(report.startsAt()));
        return isOpen() && more != this && report.startsAt().equals(more.state.starts().last())
                ? with(more.state.withLatest(report))
                : more;
    }

    /** Adds the starts that come before the reported interval. Returns this when it has all of them. */
    Firing plus(Set<AlertStart> more) {
        NavigableSet<AlertStart> all = new TreeSet<>(state.starts());
        for (AlertStart start : more) {
            if (start.us() < reportedStartUs()) {
                all.add(start);
            }
        }
        if (all.size() == state.starts().size()) {
            return this;
        }
        while (all.size() > MAX_STARTS) {
            all.remove(all.higher(all.first()));
        }
        return with(state.withStarts(all));
    }

    /** Its starts up to an instant, inclusive. */
    NavigableSet<AlertStart> startsUntil(long us) {
        return state.starts().headSet(new AlertStart(us, ""), true);
    }

    /** Removes the starts up to an instant, inclusive; an open session must keep at least one. */
    Firing after(long us) {
        return with(state.withStarts(new TreeSet<>(state.starts().tailSet(new AlertStart(us, ""), false))));
    }

    /** Ends the open session with a resolved alert. Its starts before the reported interval stay. */
    Firing ended(AlertReport resolved, AlertStart from) {
        FiringState resolvedState = state.withInterval(from, Math.max(resolved.endsAtUs(), from.us()), resolved);
        return with(resolvedState.withStarts(new TreeSet<>(state.starts().headSet(from, false))));
    }

    /**
     * Applies another resolved alert of the same firing: takes the earlier start, and the later end if it was reported.
     * Returns this when nothing changes.
     */
    Firing extended(AlertReport resolved) {
        FiringState extended = state;
        if (resolved.startsAtUs() < reportedStartUs()) {
            extended = extended.withInterval(resolved.startsAt(), extended.completedAtUs(), resolved)
                    .withStarts(new TreeSet<>(state.starts().headSet(resolved.startsAt(), false)));
        }
        if (resolved.endIsReported() && resolved.endsAtUs() > endUs()) {
            extended = extended.withInterval(Objects.requireNonNull(extended.reportedStart()), resolved.endsAtUs(), resolved);
        }
        return extended.equals(state) ? this : with(extended);
    }

    private AlertStart start() {
        AlertStart reported = state.reportedStart();
        return reported == null || (!state.starts().isEmpty() && state.starts().first().us() < reported.us())
                ? state.starts().first()
                : reported;
    }

    public String sessionId() {
        return sessionId;
    }

    public String alertId() {
        AlertStart start = start();
        return fingerprint.isEmpty() || start.text().isEmpty() ? storedAlertId : AlertReport.alertId(fingerprint, start);
    }

    public SessionStatus storedStatus() {
        return storedStatus;
    }

    public SessionStatus status() {
        return state.completedAtUs() == null ? storedStatus : SessionStatus.COMPLETED;
    }

    public long startedAtUs() {
        return start().us();
    }

    public @Nullable Long completedAtUs() {
        return state.completedAtUs();
    }

    /** The starts that the alert_id does not contain; null when it contains all. */
    public @Nullable String starts() {
        return state.starts().size() <= (isOpen() ? 1 : 0) ? null
                : state.starts().stream().map(AlertStart::text).collect(Collectors.joining(" "));
    }

    /** The start of the reported interval; null when the alert_id contains it. */
    public @Nullable String reportedStart() {
        return state.reportedStart() == null || state.starts().isEmpty() ? null : state.reportedStart().text();
    }

    /** The session of the report. Its alert_id, status, start and end are replaced by those of this firing. */
    public AlertSession session() {
        return Objects.requireNonNull(state.latest()).session();
    }

    /** The alert that replaces the stored one; null when the stored one stays. */
    public @Nullable JsonText alertData() {
        return state.latest() == null ? null : state.latest().session().alertData;
    }

    /** The text that a search finds the session by; null when the stored one stays. */
    public @Nullable Utf8 searchDocument() {
        if (state.latest() == null) {
            return null;
        }
        AlertSession sent = state.latest().session();
        return SearchDocument.of(sessionId, sent.agentType, sent.alertType, Objects.requireNonNull(sent.alertData));
    }
}
