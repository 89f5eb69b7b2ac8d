package io.alerthistory.alert;

import java.util.NavigableSet;
import java.util.Objects;
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
    private final NavigableSet<AlertStart> starts = new TreeSet<>();
    private @Nullable AlertStart toldStart;
    private @Nullable Long completedAtUs;
    private final boolean created;
    private @Nullable AlertReport latest;
    private boolean changed;

    private Firing(String fingerprint, String sessionId, String storedAlertId, SessionStatus storedStatus, boolean created) {
        this.fingerprint = fingerprint;
        this.sessionId = sessionId;
        this.storedAlertId = storedAlertId;
        this.storedStatus = storedStatus;
        this.created = created;
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
        Firing firing = new Firing(alertId.substring(0, Math.max(separator, 0)), sessionId, alertId, status, false);
        AlertStart own = new AlertStart(startedAtUs, alertId.substring(separator + 1));
        firing.completedAtUs = completedAtUs;
        if (status == SessionStatus.COMPLETED) {
            firing.toldStart = toldStart == null ? own : AlertStart.parse(toldStart);
        }
        if (starts != null && (status != SessionStatus.COMPLETED || toldStart != null)) {
            for (String start : starts.split(" ", -1)) {
                AlertStart parsed = AlertStart.parse(start);
                if (parsed != null) {
                    firing.starts.add(parsed);
                }
            }
        }
        if (firing.starts.isEmpty() && firing.toldStart == null) {
            firing.starts.add(own);
        }
        return firing;
    }

    static Firing of(AlertReport report) {
        AlertSession session = report.session();
        Firing firing = new Firing(report.fingerprint(), session.sessionId, String.valueOf(session.alertId), session.status,
                true);
        firing.latest = report;
        firing.completedAtUs = session.completedAtUs;
        if (report.isResolved()) {
            firing.toldStart = report.startsAt();
        } else {
            firing.starts.add(report.startsAt());
        }
        return firing;
    }

    String key() {
        return fingerprint + SEPARATOR;
    }

    boolean isCreated() {
        return created;
    }

    boolean isChanged() {
        return changed && !created;
    }

    /** Whether alerts may change it: someone may have paused, cancelled or ended the session. */
    boolean isOurs() {
        return storedStatus == SessionStatus.IN_PROGRESS || storedStatus == SessionStatus.COMPLETED;
    }

    boolean isOpen() {
        return completedAtUs == null;
    }

    /** Whether its end was told, or someone ended it as completed. */
    boolean isTold() {
        return toldStart != null;
    }

    /** Whether it was open before this notification, and is no more. */
    boolean isEnded() {
        return completedAtUs != null && (created || storedStatus == SessionStatus.IN_PROGRESS);
    }

    long toldStartUs() {
        return toldStart == null ? Long.MAX_VALUE : toldStart.us();
    }

    long endUs() {
        return completedAtUs == null ? Long.MAX_VALUE : completedAtUs;
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
        return starts.contains(start);
    }

    /** A firing alert that belongs to it. The alert of an open session is that of the latest startsAt. */
    void add(AlertReport report) {
        if (starts.add(report.startsAt())) {
            changed = true;
            if (isOpen() && report.startsAt().equals(starts.last())) {
                latest = report;
            }
            bound();
        }
    }

    /** Gives up the starts until an instant, inclusive. */
    NavigableSet<AlertStart> takeStarts(long untilUs) {
        NavigableSet<AlertStart> taken = new TreeSet<>(starts.headSet(new AlertStart(untilUs, ""), true));
        if (!taken.isEmpty()) {
            starts.removeAll(taken);
            changed = true;
        }
        return taken;
    }

    boolean hasStarts() {
        return !starts.isEmpty();
    }

    /** Starts that belong to the told interval or come before it. */
    void addStarts(NavigableSet<AlertStart> more) {
        NavigableSet<AlertStart> before = new TreeSet<>(more.headSet(new AlertStart(toldStartUs(), ""), false));
        if (starts.addAll(before)) {
            changed = true;
            bound();
        }
    }

    /** Ends an open session. */
    void end(AlertReport resolved, AlertStart from) {
        toldStart = from;
        completedAtUs = Math.max(resolved.endsAtUs(), from.us());
        latest = resolved;
        changed = true;
    }

    /** Takes in what another resolved alert says of the same firing: the earlier start, and the later end if it was told. */
    void extend(AlertReport resolved) {
        if (resolved.startsAtUs() < toldStartUs()) {
            toldStart = resolved.startsAt();
            starts.removeIf(start -> start.us() >= resolved.startsAtUs());
            latest = resolved;
            changed = true;
        }
        if (resolved.endIsTold() && resolved.endsAtUs() > endUs()) {
            completedAtUs = resolved.endsAtUs();
            latest = resolved;
            changed = true;
        }
    }

    /** Without end there is only one limit to how often an alert fires anew before its end is told. */
    private void bound() {
        while (starts.size() > MAX_STARTS) {
            starts.remove(starts.higher(starts.first()));
        }
    }

    private AlertStart start() {
        AlertStart told = toldStart;
        return told == null || (!starts.isEmpty() && starts.first().us() < told.us()) ? starts.first() : told;
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
        return completedAtUs == null ? storedStatus : SessionStatus.COMPLETED;
    }

    public long startedAtUs() {
        return start().us();
    }

    public @Nullable Long completedAtUs() {
        return completedAtUs;
    }

    /** The starts that alert_id does not tell; null when it tells them all. */
    public @Nullable String starts() {
        return starts.size() <= (isOpen() ? 1 : 0) ? null
                : starts.stream().map(AlertStart::text).collect(Collectors.joining(" "));
    }

    /** The start of the told interval, unless alert_id tells it. */
    public @Nullable String toldStart() {
        return toldStart == null || starts.isEmpty() ? null : toldStart.text();
    }

    /** The new session, of which alert_id, status, start and end are those of this. */
    public AlertSession session() {
        return Objects.requireNonNull(latest).session();
    }

    /** The alert that replaces the stored one; null when that stays. */
    public @Nullable JsonText alertData() {
        return latest == null ? null : latest.session().alertData;
    }

    /** What a search finds the session by; null when that stays. */
    public @Nullable Utf8 searchDocument() {
        if (latest == null) {
            return null;
        }
        AlertSession sent = latest.session();
        AlertSession shown = new AlertSession();
        shown.sessionId = sessionId;
        shown.agentType = sent.agentType;
        shown.alertType = sent.alertType;
        return SearchDocument.of(shown, sent.alertData);
    }
}
