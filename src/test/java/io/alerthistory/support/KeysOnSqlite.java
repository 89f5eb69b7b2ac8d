package io.alerthistory.support;

import java.util.HashMap;
import java.util.Map;

/** The service on a SQLite file of its own, which asks for keys. */
public class KeysOnSqlite extends OnSqlite {

    static final Map<String, String> KEYS = Map.of("AUTH_MODE", "key", "METRICS_ACCESS", "viewer");

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        overrides.putAll(KEYS);
        return overrides;
    }
}
