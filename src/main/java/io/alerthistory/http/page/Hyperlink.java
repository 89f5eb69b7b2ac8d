package io.alerthistory.http.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** Addresses in what others wrote. */
public final class Hyperlink {

    private static final int MAX_LENGTH = 2_000;
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private Hyperlink() {
    }

    /** The address that a text is, when a browser may be sent there; null otherwise. */
    public static @Nullable String of(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        try {
            URI uri = new URI(text.strip());
            return uri.getScheme() != null && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    && uri.getHost() != null ? uri.toString() : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
