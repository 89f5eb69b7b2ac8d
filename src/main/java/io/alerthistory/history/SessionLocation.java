package io.alerthistory.history;

import java.net.URI;
import java.util.Optional;

/** The address of a session. */
public final class SessionLocation {

    private static final String BEFORE_ID = "/api/v1/history/sessions/";

    private SessionLocation() {
    }

    /** The address of a session, whose session_id has only characters that an address has as they are. */
    public static URI of(String sessionId) {
        return URI.create(BEFORE_ID + sessionId);
    }

    /** The session_id in an address; empty when it is the address of something else. */
    static Optional<String> sessionId(String location) {
        return location.startsWith(BEFORE_ID) ? Optional.of(location.substring(BEFORE_ID.length())) : Optional.empty();
    }
}
