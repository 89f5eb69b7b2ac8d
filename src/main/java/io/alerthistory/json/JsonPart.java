package io.alerthistory.json;

import java.util.Iterator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/** A part of a JSON document that is written from its beginning to its end and never held whole. */
public sealed interface JsonPart {

    /**
     * Bytes that are there.
     *
     * @param texts follow each other
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

    /** Parts that are made when it is their turn. */
    record Later(Source source) implements JsonPart {
    }

    /** Makes parts one after the other. */
    interface Source {

        /** The next part; null at the end. Asked again only when the part before was taken by the client. */
        Uni<@Nullable JsonPart> next();

        /** Parts that are there. */
        static Source of(List<JsonPart> parts) {
            Iterator<JsonPart> left = parts.iterator();
            return () -> left.hasNext() ? Uni.createFrom().item(left.next()) : Uni.createFrom().nullItem();
        }
    }
}
