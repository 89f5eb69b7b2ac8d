package io.alerthistory.http.page.session;

import io.alerthistory.http.QueryWriter;
import io.alerthistory.http.session.SessionResource;

/** The addresses of a session's pages. */
record SessionAddress(String sessionId) {

    static final String PATH = "/sessions";

    String page() {
        return PATH + "/" + QueryWriter.encoded(sessionId);
    }

    String under(String path) {
        return page() + "/" + path;
    }

    String step(String interactionId) {
        return under("steps/" + QueryWriter.encoded(interactionId));
    }

    String api() {
        return SessionResource.PATH + "/" + QueryWriter.encoded(sessionId);
    }

    String apiStep(String interactionId) {
        return api() + "/interactions/" + QueryWriter.encoded(interactionId);
    }
}
