package io.alerthistory.http.proxy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;

/**
 * The user that a trusted proxy has signed in.
 *
 * @param name the user's name, or else the e-mail address
 * @param groups the user's groups, as the proxy names them
 */
public record ForwardedUser(String name, List<String> groups) {

    static final String USER_HEADER = "X-Forwarded-User";
    static final String EMAIL_HEADER = "X-Forwarded-Email";
    static final String GROUPS_HEADER = "X-Forwarded-Groups";

    /** In characters; the same limit as for an author in a body. */
    private static final int MAX_LENGTH = 255;

    public ForwardedUser {
        groups = List.copyOf(groups);
    }

    /**
     * Reads the user from the headers; empty when they name none. An empty header counts as absent.
     *
     * @throws ProblemException 422 when one is not UTF-8, or the name has more than 255 characters
     */
    static Optional<ForwardedUser> of(@Nullable String user, @Nullable String email, @Nullable String groups) {
        boolean hasUser = user != null && !user.isBlank();
        String sent = hasUser ? user : email;
        if (sent == null || sent.isBlank()) {
            return Optional.empty();
        }
        String header = hasUser ? USER_HEADER : EMAIL_HEADER;
        String name = text(header, sent);
        if (name.length() > MAX_LENGTH) {
            throw ProblemException.invalidParameters(
                    List.of(FieldError.parameter(header, "must have at most " + MAX_LENGTH + " characters")));
        }
        return Optional.of(new ForwardedUser(name, groups == null ? List.of()
                : Arrays.stream(text(GROUPS_HEADER, groups).split(",", -1)).map(String::trim).filter(group -> !group.isEmpty())
                        .toList()));
    }

    /**
     * Decodes a header value. The server decodes each byte as a character (ISO 8859-1), but proxies send names in
     * UTF-8.
     */
    private static String text(String header, String value) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ProblemException.invalidParameters(List.of(FieldError.parameter(header, "must be UTF-8")));
        }
    }
}
