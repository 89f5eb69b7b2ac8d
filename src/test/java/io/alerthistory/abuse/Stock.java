package io.alerthistory.abuse;

import java.util.HashMap;
import java.util.Map;

/** What was stored for inputs that read. It is stored when the first of them needs it, and outlives the process. */
final class Stock {

    private final Map<String, String> ids = new HashMap<>();

    /** Stores something. */
    interface Storing {

        void store(String id) throws Exception;
    }

    /** The id under which it is stored. */
    synchronized String get(String name, String prefix, Storing storing) throws Exception {
        String id = ids.get(name);
        if (id == null) {
            id = prefix + "-" + name;
            storing.store(id);
            ids.put(name, id);
        }
        return id;
    }
}
