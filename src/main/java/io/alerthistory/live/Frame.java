package io.alerthistory.live;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/** A message for clients. It is rendered once, and shared by all who get it. */
public final class Frame {

    private static final int OVERHEAD = 64;

    private final Kind kind;
    private final String type;
    private final long id;
    private final String json;
    private final int bytes;
    private final AtomicReference<byte @Nullable []> streamed = new AtomicReference<>();

    /** What a frame is, which decides what becomes of it when a client reads too slowly. */
    public enum Kind {
        /** Of a stored event, or with the id of one. */
        STORED,
        /** Passed on and not stored. The next one replaces it. */
        TRANSIENT,
        /** The reply to a client. */
        REPLY
    }

    /**
     * Makes a frame.
     *
     * @param id of the stored event; 0 for none
     * @param json one JSON object on one line
     */
    Frame(Kind kind, String type, long id, String json) {
        this.kind = kind;
        this.type = type;
        this.id = id;
        this.json = json;
        bytes = json.length() + OVERHEAD; // close enough for a bound: most texts are ASCII
    }

    public Kind kind() {
        return kind;
    }

    public String type() {
        return type;
    }

    public long id() {
        return id;
    }

    public String json() {
        return json;
    }

    /** About how much memory it takes. */
    public int bytes() {
        return bytes;
    }

    /** The same as an event of a text/event-stream, in UTF-8. The array is shared and must not be changed. */
    public byte[] streamed() {
        byte[] made = streamed.get();
        if (made == null) {
            String text = (id > 0 ? "id: " + id + "\n" : "") + "event: " + type + "\ndata: " + json + "\n\n";
            streamed.compareAndSet(null, text.getBytes(StandardCharsets.UTF_8));
            made = Objects.requireNonNull(streamed.get());
        }
        return made;
    }

    @Override
    public String toString() {
        return json;
    }
}
