package io.alerthistory.alert;

import io.smallrye.config.ConfigMapping;

/** What the alerts of a webhook are beside episodes. */
@ConfigMapping(prefix = "history.alerts")
public interface AlertSessionsConfig {

    /** What becomes of the alerts of a webhook. */
    Mode sessions();

    /** What an alert is. */
    enum Mode {
        /** An episode, and a pending session only where its sender's URL says that agents may claim it. */
        INVESTIGATE,
        /** An episode, and a session that lasts as long as the alert fires. */
        MIRROR
    }
}
