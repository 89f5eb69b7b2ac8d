package io.alerthistory.http.session;

import java.net.URI;
import java.util.List;

import io.alerthistory.session.StageExecution;

/** The addresses of sessions and their stages. */
public final class SessionLocation {

    private static final String BEFORE_ID = "/api/v1/history/sessions/";
    private static final String STAGES = "/stages/";

    private SessionLocation() {
    }

    /** The address of a session, whose session_id has only characters that an address has as they are. */
    public static URI of(String sessionId) {
        return URI.create(BEFORE_ID + sessionId);
    }

    /** The address of a stage. */
    static URI of(StageExecution stage) {
        return URI.create(BEFORE_ID + stage.sessionId + STAGES + stage.executionId);
    }

    /** The session_id in an address, and behind it the execution_id if it is that of a stage; empty when it is neither. */
    static List<String> ids(String location) {
        return location.startsWith(BEFORE_ID) ? List.of(location.substring(BEFORE_ID.length()).split(STAGES, 2)) : List.of();
    }
}
