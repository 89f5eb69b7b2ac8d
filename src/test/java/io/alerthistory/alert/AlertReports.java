package io.alerthistory.alert;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.support.Samples;

/** Alerts as Alertmanager would tell of them. */
public final class AlertReports {

    public static final long START = 1_700_000_000_000_001L;

    private AlertReports() {
    }

    /** @param endUs null for a firing alert */
    public static AlertReport of(String fingerprint, long startUs, @Nullable Long endUs) {
        AlertStart start = AlertStart.of(Instant.EPOCH.plus(startUs, ChronoUnit.MICROS));
        AlertSession session = Samples.session();
        session.agentType = AlertmanagerAlerts.SOURCE;
        session.alertId = AlertReport.alertId(fingerprint, start);
        session.startedAtUs = startUs;
        session.completedAtUs = endUs;
        session.status = endUs == null ? SessionStatus.IN_PROGRESS : SessionStatus.COMPLETED;
        session.alertData = new JsonText("{\"status\":\"" + (endUs == null ? "firing" : "resolved") + "\",\"startsAt\":\""
                + start.text() + "\"}");
        return new AlertReport(fingerprint, start, endUs != null, session);
    }
}
