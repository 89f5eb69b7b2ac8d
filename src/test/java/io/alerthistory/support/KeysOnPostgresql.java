package io.alerthistory.support;

import java.util.HashMap;
import java.util.Map;

/** The service on PostgreSQL, which asks for keys. */
public class KeysOnPostgresql extends OnPostgresql {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        overrides.putAll(KeysOnSqlite.KEYS);
        return overrides;
    }
}
