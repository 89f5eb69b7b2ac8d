package io.alerthistory.session;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;

/**
 * A condition on a session's version: the value of If-Match or If-None-Match (RFC 9110, 13.1).
 *
 * @param header the header's value; null when it was not sent
 */
public record VersionMatch(@Nullable String header) {

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
