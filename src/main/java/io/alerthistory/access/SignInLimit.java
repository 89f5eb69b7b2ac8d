package io.alerthistory.access;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import io.alerthistory.time.Micros;

/** Counts the failed sign-ins of each address. It keeps a bounded number of addresses, and forgets the oldest first. */
final class SignInLimit {

    /** How many sign-ins of an address may fail in a minute. */
    static final int MAX_FAILURES = 10;

    static final int MAX_ADDRESSES = 10_000;

    private static final long WINDOW_US = Duration.ofMinutes(1).toNanos() / 1000;

    private final Clock clock;

    /** The first in it began first. */
    private final Map<String, Window> windows = new LinkedHashMap<>();

    private record Window(long beganAtUs, int failures) {
    }

    SignInLimit(Clock clock) {
        this.clock = clock;
    }

    /** Counts a failure, and returns whether the address has had too many within a minute. */
    synchronized boolean isExceededBy(String address) {
        long now = Micros.now(clock);
        Window window = windows.get(address);
        if (window == null || Math.abs(now - window.beganAtUs()) >= WINDOW_US) {
            windows.remove(address);
            makeRoom();
            windows.put(address, new Window(now, 1));
            return false;
        }
        windows.put(address, new Window(window.beganAtUs(), Math.min(window.failures() + 1, MAX_FAILURES + 1)));
        return window.failures() >= MAX_FAILURES;
    }

    private void makeRoom() {
        if (windows.size() >= MAX_ADDRESSES) {
            Iterator<String> oldest = windows.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    synchronized int addresses() {
        return windows.size();
    }
}
