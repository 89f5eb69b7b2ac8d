package io.alerthistory.http.page.alert;

import io.alerthistory.http.QueryWriter;

/**
 * The addresses of an alert.
 *
 * @param source empty when its sender has no name
 */
record AlertLink(String fingerprint, String source) {

    private static final String SOURCE = "source";

    /** The address of its page. When several sources have the fingerprint and this one is empty, it lists them. */
    String page() {
        return path() + (source.isEmpty() ? "" : "?" + QueryWriter.pair(SOURCE, source));
    }

    /** The address of its page, whatever other sources have. */
    String exactPage() {
        return under("");
    }

    /** The page with older episodes. */
    String older(String cursor) {
        return exactPage() + "&" + QueryWriter.pair(AlertAddress.CURSOR, cursor) + "#timeline";
    }

    String acknowledge() {
        return under("/ack");
    }

    String takeBack() {
        return under("/unack");
    }

    /** Where the API has it. */
    String api() {
        return "/api/v1" + exactPage();
    }

    private String path() {
        return AlertAddress.PATH + "/" + QueryWriter.encoded(fingerprint);
    }

    private String under(String path) {
        return path() + path + "?" + QueryWriter.pair(SOURCE, source);
    }
}
