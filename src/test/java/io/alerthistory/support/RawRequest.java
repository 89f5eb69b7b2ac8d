package io.alerthistory.support;

import java.nio.charset.StandardCharsets;

/**
 * A request as bytes.
 *
 * @param method on which it depends whether the answer has a body
 * @param framed whether its length is as it says, so that another one may follow on the same connection
 * @param endsEarly whether the client closes its side although more is expected
 */
public record RawRequest(byte[] bytes, String method, boolean framed, boolean endsEarly) {

    public static RawRequest get(String address) {
        return new RawRequest(("GET " + address + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1),
                "GET", true, false);
    }
}
