package io.alerthistory.http.page.session;

import java.util.Locale;

/** Numbers of bytes as people say them. */
final class Sizes {

    private static final double KIB = 1_024;

    private Sizes() {
    }

    static String of(long bytes) {
        if (bytes < KIB) {
            return bytes + " bytes";
        }
        double size = bytes / KIB;
        return size < KIB ? rounded(size) + " KiB" : rounded(size / KIB) + " MiB";
    }

    private static String rounded(double size) {
        return String.format(Locale.ROOT, size < 10 ? "%.1f" : "%.0f", size);
    }
}
