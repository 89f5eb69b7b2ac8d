package io.alerthistory.http.signin;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The identifiers of the provider's keys that have signed a valid token, the most recent ones. */
final class KnownKeys {

    private static final int MAX = 64;

    private final Set<String> ids = Collections.synchronizedSet(Collections.newSetFromMap(new Recent()));

    private static final class Recent extends LinkedHashMap<String, Boolean> {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX;
        }
    }

    void add(String id) {
        ids.add(id);
    }

    boolean has(String id) {
        return ids.contains(id);
    }
}
