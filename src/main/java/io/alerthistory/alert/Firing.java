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
 * The session of one firing of an alert: while it is open, from its earliest startsAt on; once it is resolved, from the
 * startsAt
 * to the endsAt that the resolved alert told. A firing alert that started before, and of which no end was told, belongs to the
 * next firing whose end was told: {@code starts} are those of an open session, and those before the told interval.
 */
public final class Firing {

    /** Between fingerprint and startsAt in an alert_id. */
    static final char SEPARATOR = '@';

    /** Different startsAt of one firing that are remembered; two are usual where two Prometheus replicas send. */
    private static final int MAX_STARTS = 100;

    private final String fingerprint;
    private final String sessionId;
    private final String storedAlertId;
    private final SessionStatus storedStatus;
    private final boolean created;
    private final State state;

    private Firing(String fingerprint, String sessionId, String storedAlertId, SessionStatus storedStatus, boolean created,
            State state) {
        this.fingerprint = fingerprint;
        this.sessionId = sessionId;
        this.storedAlertId = storedAlertId;
        this.storedStatus = storedStatus;
        this.created = created;
        this.state = state;
    }

    /**
     * What alerts change.
     *
     * @param starts in order; nobody changes the set
     * @param toldStart of the interval whose end was told
     * @param latest whose alert replaces the stored one; null when that stays
     */
    private record State(NavigableSet<AlertStart> starts, @Nullable AlertStart toldStart, @Nullable Long completedAtUs,
            @Nullable AlertReport latest, boolean changed) {

        State withStarts(NavigableSet<AlertStart> others) {
            return new State(others, toldStart, completedAtUs, latest, true);
        }

        State withLatest(AlertReport report) {
            return new State(starts, toldStart, completedAtUs, report, true);
        }

        State told(AlertStart from, @Nullable Long endUs, AlertReport report) {
            return new State(starts, from, endUs, report, true);
        }
    }

    private Firing with(State other) {
        return new Firing(fingerprint, sessionId, storedAlertId, storedStatus, created, other);
    }

    /**
     * A session as it is stored.
     *
     * @param starts as {@link #starts()} wrote them; null for the one in the alert_id
     * @param toldStart as {@link #toldStart()} wrote it; null for the one in the alert_id
     */
    public static Firing stored(String sessionId, String alertId, SessionStatus status, long startedAtUs,
            @Nullable Long completedAtUs, @Nullable String starts, @Nullable String toldStart) {
        int separator = alertId.lastIndexOf(SEPARATOR);
        AlertStart own = new AlertStart(startedAtUs, alertId.substring(separator + 1));
        AlertStart told = status != SessionStatus.COMPLETED ? null
                : toldStart == null ? own : Objects.requireNonNullElse(AlertStart.parse(toldStart), own);
        NavigableSet<AlertStart> known = new TreeSet<>();
        if (starts != null && (told == null || toldStart != null)) {
            for (String start : starts.split(" ", -1)) {
                AlertStart parsed = AlertStart.parse(start);
                if (parsed != null) {
                    known.add(parsed);
                }
            }
        }
        if (known.isEmpty() && told == null) {
            known.add(own);
        }
        return new Firing(alertId.substring(0, Math.max(separator, 0)), sessionId, alertId, status, false,
                new State(known, told, completedAtUs, null, false));
    }

    static Firing of(AlertReport report) {
        AlertSession session = report.session();
        NavigableSet<AlertStart> starts = new TreeSet<>();
        if (!report.isResolved()) {
            starts.add(report.startsAt());
        }
        return new Firing(report.fingerprint(), session.sessionId, String.valueOf(session.alertId), session.status, true,
                new State(starts, report.isResolved() ? report.startsAt() : null, session.completedAtUs, report, false));
    }

    String key() {
        return fingerprint + SEPARATOR;
    }

    boolean isCreated() {
        return created;
    }

    boolean isChanged() {
        return state.changed && !created;
    }

    /** Whether alerts may change it: someone may have paused, cancelled or ended the session. */
    boolean isOurs() {
        return storedStatus == SessionStatus.IN_PROGRESS || storedStatus == SessionStatus.COMPLETED;
    }

    boolean isOpen() {
        return state.completedAtUs == null;
    }

    /** Whether its end was told, or someone ended it as completed. */
    boolean isTold() {
        return state.toldStart != null;
    }

    /** Whether it was open before this notification, and is no more. */
    boolean isEnded() {
        return state.completedAtUs != null && (created || storedStatus == SessionStatus.IN_PROGRESS);
    }

    long toldStartUs() {
        return state.toldStart == null ? Long.MAX_VALUE : state.toldStart.us();
    }

    long endUs() {
        return state.completedAtUs == null ? Long.MAX_VALUE : state.completedAtUs;
    }

    /** From the earliest startsAt to the end, both inclusive. */
    boolean covers(long us) {
        return start().us() <= us && us <= endUs();
    }

    /** Whether the told interval contains an instant; both ends do. */
    boolean explains(long us) {
        return toldStartUs() <= us && us <= endUs();
    }

    /** Whether a told interval has more in common with this one than an end that is a start. */
    boolean overlaps(long fromUs, long toUs) {
        return (toldStartUs() < toUs && fromUs < endUs()) || toldStartUs() == fromUs;
    }

    boolean knows(AlertStart start) {
        return state.starts.contains(start);
    }

    /** With a firing alert that belongs to it. The alert of an open session is that of the latest startsAt. */
    Firing plus(AlertReport report) {
        Firing more = plus(Set.of(report.startsAt()));
        return isOpen() && more != this && report.startsAt().equals(more.state.starts.last())
                ? with(more.state.withLatest(report))
                : more;
    }

    /** With starts that come before the told interval; those within it are told. The same when it has them. */
    Firing plus(Set<AlertStart> more) {
        NavigableSet<AlertStart> all = new TreeSet<>(state.starts);
        for (AlertStart start : more) {
            if (start.us() < toldStartUs()) {
                all.add(start);
            }
        }
        if (all.size() == state.starts.size()) {
            return this;
        }
        while (all.size() > MAX_STARTS) {
            all.remove(all.higher(all.first()));
        }
        return with(state.withStarts(all));
    }

    /** Its starts until an instant, inclusive. */
    NavigableSet<AlertStart> startsUntil(long us) {
        return state.starts.headSet(new AlertStart(us, ""), true);
    }

    /** Without the starts until an instant, inclusive; an open one must have others. */
    Firing after(long us) {
        return with(state.withStarts(new TreeSet<>(state.starts.tailSet(new AlertStart(us, ""), false))));
    }

    /** The open session, ended by a resolved alert. Its starts before the told interval stay. */
    Firing ended(AlertReport resolved, AlertStart from) {
        State told = state.told(from, Math.max(resolved.endsAtUs(), from.us()), resolved);
        return with(told.withStarts(new TreeSet<>(state.starts.headSet(from, false))));
    }

    /**
     * With what another resolved alert says of the same firing: the earlier start, and the later end if it was told. The same
     * when it says nothing new.
     */
    Firing extended(AlertReport resolved) {
        State extended = state;
        if (resolved.startsAtUs() < toldStartUs()) {
            extended = extended.told(resolved.startsAt(), extended.completedAtUs, resolved)
                    .withStarts(new TreeSet<>(state.starts.headSet(resolved.startsAt(), false)));
        }
        if (resolved.endIsTold() && resolved.endsAtUs() > endUs()) {
            extended = extended.told(Objects.requireNonNull(extended.toldStart), resolved.endsAtUs(), resolved);
        }
        return extended.equals(state) ? this : with(extended);
    }

    private AlertStart start() {
        AlertStart told = state.toldStart;
        return told == null || (!state.starts.isEmpty() && state.starts.first().us() < told.us()) ? state.starts.first() : told;
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
        return state.completedAtUs == null ? storedStatus : SessionStatus.COMPLETED;
    }

    public long startedAtUs() {
        return start().us();
    }

    public @Nullable Long completedAtUs() {
        return state.completedAtUs;
    }

    /** The state.starts that alert_id does not tell; null when it tells them all. */
    public @Nullable String starts() {
        return state.starts.size() <= (isOpen() ? 1 : 0) ? null
                : state.starts.stream().map(AlertStart::text).collect(Collectors.joining(" "));
    }

    /** The start of the told interval, unless alert_id tells it. */
    public @Nullable String toldStart() {
        return state.toldStart == null || state.starts.isEmpty() ? null : state.toldStart.text();
    }

    /** The new session, of which alert_id, status, start and end are those of this. */
    public AlertSession session() {
        return Objects.requireNonNull(state.latest).session();
    }

    /** The alert that replaces the stored one; null when that stays. */
    public @Nullable JsonText alertData() {
        return state.latest == null ? null : state.latest.session().alertData;
    }

    /** What a search finds the session by; null when that stays. */
    public @Nullable Utf8 searchDocument() {
        if (state.latest == null) {
            return null;
        }
        AlertSession sent = state.latest.session();
        return SearchDocument.of(sessionId, sent.agentType, sent.alertType, Objects.requireNonNull(sent.alertData));
    }
}
