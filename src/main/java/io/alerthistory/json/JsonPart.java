package io.alerthistory.json;

import java.util.Iterator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/** A part of a JSON document. Parts are written in order, and the document is never in memory as a whole. */
public sealed interface JsonPart {

    /**
     * Bytes in memory.
     *
     * @param texts in order
     */
    record Bytes(List<Utf8> texts) implements JsonPart {

        public static Bytes of(Utf8 text) {
            return new Bytes(List.of(text));
        }

        /** The number of bytes. */
        public long length() {
            return texts.stream().mapToLong(Utf8::length).sum();
        }
    }

    /** A text that is read from the database in pieces. */
    record Stored(StoredText text) implements JsonPart {
    }

    /** Parts that are created when they are about to be written. */
    record Later(Source source) implements JsonPart {
    }

    /** Creates parts one after the other. */
    interface Source {

        /** Returns the next part; null at the end. Called only after the client has taken the part before. */
        Uni<@Nullable JsonPart> next();

        /** Returns a source of existing parts. */
        static Source of(List<JsonPart> parts) {
            Iterator<JsonPart> left = parts.iterator();
            return () -> left.hasNext() ? Uni.createFrom().item(left.next()) : Uni.createFrom().nullItem();
        }
    }
}
