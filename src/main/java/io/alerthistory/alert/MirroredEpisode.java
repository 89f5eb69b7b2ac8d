package io.alerthistory.alert;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.EpisodeReport;
import io.alerthistory.episode.ReportedAlert;
import io.alerthistory.episode.ReportedStart;
import io.alerthistory.json.JsonText;
import io.alerthistory.session.InvestigatedAlert;
import io.alerthistory.session.SessionStatus;

/**
 * What the session of an alert, recorded by an older version, says about its episode.
 *
 * @param alert that the session is of
 * @param reports empty for a session whose alert was erased
 */
record MirroredEpisode(InvestigatedAlert alert, List<EpisodeReport> reports) {

    /** The name of an alert whose session has none. */
    private static final String ALERT_NAME = "alertname";

    static MirroredEpisode of(MirroredSession session) {
        JsonText data = bounded(session.alertData());
        String id = session.alertId();
        AlertKey key = new AlertKey(data == null ? "" : AlertEpisodes.organisation(data),
                id.substring(0, Math.max(id.lastIndexOf(Firing.SEPARATOR), 0)));
        InvestigatedAlert alert = new InvestigatedAlert(key.fingerprint(), key.source(), session.startedAtUs());
        if (session.erased()) {
            return new MirroredEpisode(alert, List.of());
        }
        ReportedAlert reported = reported(key, data, session.alertType());
        List<Long> later = session.starts() == null ? List.of()
                : AlertStart.parseAll(session.starts()).stream().map(AlertStart::us).filter(us -> us > session.startedAtUs())
                        .toList();
        long lastUs = later.isEmpty() ? session.startedAtUs() : later.get(later.size() - 1);
        return new MirroredEpisode(alert, Stream.concat(Stream.of(interval(session, lastUs)),
                later.stream().map(us -> ReportedStart.seen(us, us, us)))
                .map(start -> new EpisodeReport(reported, start)).toList());
    }

    /** An alert with more labels than an episode may have is known by its name alone. */
    private static @Nullable JsonText bounded(@Nullable JsonText data) {
        return data == null || AlertEpisodes.isBounded(data) ? data : null;
    }

    private static ReportedAlert reported(AlertKey key, @Nullable JsonText data, @Nullable String alertType) {
        ReportedAlert reported = AlertEpisodes.reported(key, data == null ? JsonText.EMPTY_OBJECT : data);
        if (!reported.labels().isEmpty() || alertType == null) {
            return reported;
        }
        return new ReportedAlert(key, new TreeMap<>(Map.of(ALERT_NAME, alertType)), reported.annotations(),
                reported.extra());
    }

    /** What somebody else ended is only assumed to be the end of the alert. */
    private static ReportedStart interval(MirroredSession session, long lastStartUs) {
        long start = session.startedAtUs();
        Long end = session.completedAtUs();
        if (end == null) {
            return ReportedStart.seen(start, lastStartUs, start);
        }
        return session.status() == SessionStatus.COMPLETED
                ? new ReportedStart(start, null, null, Math.max(start, end), null, start, Math.max(start, end))
                : new ReportedStart(start, null, null, null, Math.max(start, end), start, Math.max(start, end));
    }
}
