package io.alerthistory.support;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An HTTP answer as it came over the wire; header names in lower case. */
public record Answer(int status, Map<String, List<String>> headers, byte[] content) {

    public String header(String name) {
        return String.join(", ", headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
    }

    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }
}
