package io.alerthistory.http.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.alerthistory.access.KeyText;

/** The key in the header Authorization: as a bearer token, or as the password of any user. */
final class SentKey {

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private SentKey() {
    }

    /**
     * Returns what a client sent as its key; empty when it sent none.
     *
     * @param othersTakeTokens whether a bearer token that does not look like a key is for another way to sign in
     */
    static Optional<String> of(@Nullable String authorization, boolean othersTakeTokens) {
        if (authorization == null || authorization.isBlank()) {
            return Optional.empty();
        }
        if (starts(authorization, BASIC)) {
            return Optional.of(password(authorization.substring(BASIC.length()).trim()));
        }
        String token = starts(authorization, BEARER) ? authorization.substring(BEARER.length()).trim() : authorization;
        return othersTakeTokens && !token.startsWith(KeyText.PREFIX) ? Optional.empty() : Optional.of(token);
    }

    private static boolean starts(String text, String scheme) {
        return text.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    /** A user name has no colon (RFC 7617). */
    private static String password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException noBase64) {
            return "";
        }
    }
}
