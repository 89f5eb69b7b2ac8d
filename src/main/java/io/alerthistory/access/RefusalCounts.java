package io.alerthistory.access;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts refused sign-ins by address until they are taken. The addresses beyond a maximum are counted together. */
final class RefusalCounts {

    static final int MAX_ADDRESSES = 100;
    static final String OTHERS = "others";

    private final Map<String, Integer> counts = new LinkedHashMap<>();

    /** Counts one; returns whether it is the first since the last ones were taken. */
    synchronized boolean add(String address) {
        boolean isFirst = counts.isEmpty();
        boolean hasRoom = counts.containsKey(address) || counts.size() < MAX_ADDRESSES;
        counts.merge(hasRoom ? address : OTHERS, 1, Integer::sum);
        return isFirst;
    }

    /** Returns the counts and begins again. */
    synchronized Map<String, Integer> take() {
        Map<String, Integer> taken = new LinkedHashMap<>(counts);
        counts.clear();
        return taken;
    }
}
