package io.alerthistory.support;

import java.util.HashMap;
import java.util.Map;

/** The service on a SQLite file of its own, for tests that must know every pending session; the queue is limited. */
public class QueueOnSqlite extends OnSqlite {

    /** Pending sessions. */
    public static final int MOST = 50;

    static final Map<String, String> LIMIT = Map.of("MAX_QUEUE_SIZE", String.valueOf(MOST), "DATABASE_SELF_TESTS",
            "false", "ALERT_SESSIONS", "investigate");

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        overrides.putAll(LIMIT);
        return overrides;
    }
}
