package io.alerthistory.http.live;

import java.util.regex.Pattern;

/** The addresses of connections that stay open. */
final class LiveRoutes {

    static final String WEB_SOCKET = "/api/v1/ws";
    static final String EVENTS = "/api/v1/events";
    static final String SESSION = "/api/v1/history/sessions/{sessionId}";

    private static final Pattern STREAMS = Pattern.compile("/api/v1/events|/api/v1/history/sessions/[^/]+/events");

    private LiveRoutes() {
    }

    static boolean isStream(String path) {
        return STREAMS.matcher(path).matches();
    }
}
