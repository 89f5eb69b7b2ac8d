package io.alerthistory.http.page;

import io.alerthistory.http.QueryWriter;

/**
 * The addresses of an alert.
 *
 * @param source empty when its sender has no name
 */
public record AlertLink(String fingerprint, String source) {

    /** Of the page of all alerts. */
    public static final String PATH = "/alerts";

    private static final String SOURCE = "source";
    private static final String CURSOR = "cursor";

    /** The address of its page. When several sources have the fingerprint and this one is empty, it lists them. */
    public String page() {
        return path() + (source.isEmpty() ? "" : "?" + QueryWriter.pair(SOURCE, source));
    }

    /** The address of its page, whatever other sources have. */
    public String exactPage() {
        return under("");
    }

    /** The page with older episodes. */
    public String older(String cursor) {
        return exactPage() + "&" + QueryWriter.pair(CURSOR, cursor) + "#timeline";
    }

    public String acknowledge() {
        return under("/ack");
    }

    public String takeBack() {
        return under("/unack");
    }

    /** Where the API has it. */
    public String api() {
        return "/api/v1" + exactPage();
    }

    private String path() {
        return PATH + "/" + QueryWriter.encoded(fingerprint);
    }

    private String under(String path) {
        return path() + path + "?" + QueryWriter.pair(SOURCE, source);
    }
}
