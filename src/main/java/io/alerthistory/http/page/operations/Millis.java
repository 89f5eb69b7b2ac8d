package io.alerthistory.http.page.operations;

import java.util.Locale;

import io.alerthistory.http.page.Durations;

/** Milliseconds with a fraction, as people read them. */
final class Millis {

    private Millis() {
    }

    static String of(double ms) {
        return ms < 10 ? String.format(Locale.ROOT, "%.1f ms", ms) : Durations.of(Math.round(ms));
    }
}
