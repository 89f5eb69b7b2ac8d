package io.alerthistory.request;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;

/** The author of a request, as an authenticating proxy names it in headers. */
public final class Author {

    public static final String USER_HEADER = "X-Forwarded-User";
    public static final String EMAIL_HEADER = "X-Forwarded-Email";

    /** The author of a request without a user. */
    private static final String ANONYMOUS = "api-client";

    /** In characters; the same limit as for an author in a body. */
    private static final int MAX_LENGTH = 255;

    private Author() {
    }

    /**
     * Returns the user's name, or else the e-mail address; an empty header counts as absent.
     *
     * @throws ProblemException 422 when it is not UTF-8, or has more than 255 characters
     */
    public static String of(@Nullable String user, @Nullable String email) {
        if (user != null && !user.isBlank()) {
            return text(USER_HEADER, user);
        }
        return email != null && !email.isBlank() ? text(EMAIL_HEADER, email) : ANONYMOUS;
    }

    /**
     * Decodes a header value. The server decodes each byte as a character (ISO 8859-1), but proxies send names in
     * UTF-8.
     */
    private static String text(String header, String value) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ProblemException.invalidParameters(List.of(FieldError.parameter(header, "must be UTF-8")));
        }
        if (text.length() > MAX_LENGTH) {
            throw ProblemException.invalidParameters(
                    List.of(FieldError.parameter(header, "must have at most " + MAX_LENGTH + " characters")));
        }
        return text;
    }
}
