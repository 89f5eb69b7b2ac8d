package io.alerthistory.abuse;

import java.util.ArrayList;
import java.util.List;

/**
 * A request whose body may be larger than the memory.
 *
 * @param length what Content-Length says; the body may have less
 */
record Request(String method, String path, List<String> headers, Content body, long length, Framing framing) {

    static final String SESSIONS = "/api/v1/history/sessions";
    static final String ALERTS = "/api/v1/alerts";
    static final String CLAIMS = "/api/v1/history/claims";
    static final String WEBHOOK = "/api/v1/webhooks/alertmanager";
    static final String BULK = "/api/v1/history/bulk";

    /** How the service is told where the body ends. */
    enum Framing {
        LENGTH,
        CHUNKED,
        /** By its length, and the body is not sent before the service asks for it. */
        EXPECT
    }

    static Request get(String path) {
        return new Request("GET", path, List.of(), Content.NONE, 0, Framing.LENGTH);
    }

    static Request post(String path, Content json) {
        return json("POST", path, json);
    }

    static Request post(String path, String json) {
        return post(path, Content.text(json));
    }

    static Request json(String method, String path, Content json) {
        return new Request(method, path, List.of("Content-Type: application/json"), json, json.length(), Framing.LENGTH);
    }

    static Request bulk(Content lines) {
        return new Request("POST", BULK, List.of("Content-Type: application/x-ndjson"), lines, lines.length(), Framing.LENGTH);
    }

    Request framed(Framing as) {
        return new Request(method, path, headers, body, length, as);
    }

    /** Says that the body has more bytes than will come. */
    Request saying(long bytes) {
        return new Request(method, path, headers, body, bytes, framing);
    }

    Request with(String header) {
        List<String> all = new ArrayList<>(headers);
        all.add(header);
        return new Request(method, path, all, body, length, framing);
    }

    boolean hasBody() {
        return length > 0 || framing != Framing.LENGTH;
    }

    String head() {
        StringBuilder head = new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (framing == Framing.CHUNKED) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (!method.equals("GET")) {
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        if (framing == Framing.EXPECT) {
            head.append("Expect: 100-continue\r\n");
        }
        return head.append("\r\n").toString();
    }
}
