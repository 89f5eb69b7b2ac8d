package io.alerthistory.session;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;

/**
 * A condition on a session's version: the value of If-Match or If-None-Match (RFC 9110, 13.1).
 *
 * @param header the header's value; null when it was not sent
 */
public record VersionMatch(@Nullable String header) {

    private static final Pattern ENTITY_TAG = Pattern.compile("(W/)?\"[!#-~\\x80-\\xff]*\"");

    /**
     * The value of If-Match.
     *
     * @throws ProblemException 400 when it was sent and is neither * nor a list of entity tags: an unreadable condition must
     *         not
     *         pass for one that failed
     */
    public static VersionMatch required(@Nullable String header) {
        if (header != null && !header.trim().equals("*")) {
            List<String> tags = Arrays.stream(header.split(",", -1)).map(String::trim).filter(tag -> !tag.isEmpty()).toList();
            if (tags.isEmpty() || !tags.stream().allMatch(tag -> ENTITY_TAG.matcher(tag).matches())) {
                throw new ProblemException(ErrorCode.BAD_REQUEST,
                        "If-Match must be * or entity tags in double quotes, for example \"7\"");
            }
        }
        return new VersionMatch(header);
    }

    /** The entity tag of a version. */
    public static String tag(long version) {
        return "\"" + version + "\"";
    }

    public boolean names(long version) {
        return header != null && (header.trim().equals("*")
                || Arrays.stream(header.split(",", -1)).map(String::trim)
                        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                        .anyMatch(tag(version)::equals));
    }

    void require(AlertSession session) {
        if (header != null && !names(session.version)) {
            throw new ProblemException(ErrorCode.PRECONDITION_FAILED,
                    "If-Match names another version; the session is at " + tag(session.version));
        }
    }
}
