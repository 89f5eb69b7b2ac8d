package io.alerthistory.http.page;

import io.alerthistory.http.QueryWriter;
import io.alerthistory.http.session.SessionResource;

/** The addresses of a session's pages. */
public record SessionAddress(String sessionId) {

    /** Below it are the pages of all sessions. */
    public static final String PATH = ListAddress.PATH;

    /** The address of its page. */
    public String page() {
        return PATH + "/" + QueryWriter.encoded(sessionId);
    }

    /** An address below that of its page. */
    public String under(String path) {
        return page() + "/" + path;
    }

    /** The address of the payloads of one of its interactions. */
    public String step(String interactionId) {
        return under("steps/" + QueryWriter.encoded(interactionId));
    }

    /** Where the API has it. */
    public String api() {
        return SessionResource.PATH + "/" + QueryWriter.encoded(sessionId);
    }

    /** Where the API has one of its interactions. */
    public String apiStep(String interactionId) {
        return api() + "/interactions/" + QueryWriter.encoded(interactionId);
    }
}
