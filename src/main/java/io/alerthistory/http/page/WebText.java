package io.alerthistory.http.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

import org.jspecify.annotations.Nullable;

/** A text for a browser, which is sent compressed to those that accept gzip. */
public final class WebText {

    static final String GZIP = "gzip";

    /** The media type of a page. */
    public static final String HTML = "text/html;charset=UTF-8";

    /** Below this size compression saves no packet. */
    private static final int SMALL = 1_200;

    private final String type;
    private final byte[] bytes;
    private final byte[] compressed;

    /** @param type its media type */
    public WebText(String type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
        compressed = bytes.length < SMALL ? bytes : gzip(bytes);
    }

    public static WebText html(String text) {
        return new WebText(HTML, text.getBytes(StandardCharsets.UTF_8));
    }

    String type() {
        return type;
    }

    byte[] bytes() {
        return bytes;
    }

    byte[] compressed() {
        return compressed;
    }

    /** @param accepted the Accept-Encoding of the request; null when it has none */
    boolean isSentCompressed(@Nullable String accepted) {
        return compressed.length < bytes.length && accepted != null && accepted.contains(GZIP);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 3 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // of memory
        }
        return compressed.toByteArray();
    }
}
