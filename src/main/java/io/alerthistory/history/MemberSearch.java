package io.alerthistory.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;

import io.alerthistory.json.JsonText;
import io.alerthistory.json.StoredText;
import io.alerthistory.json.Utf8;
import io.alerthistory.stream.TextStore;
import io.smallrye.mutiny.Uni;

/** Finds the position of an array in a stored JSON object by its member name. It reads the object in pieces. */
final class MemberSearch {

    private static final JsonFactory JSON = JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build()).build();

    private static final int PIECE = 131_072;

    private final String name;
    private final JsonParser parser;
    private final AtomicInteger depth = new AtomicInteger();
    private final AtomicLong start = new AtomicLong(-1);
    private final AtomicReference<String> member = new AtomicReference<>("");
    private final AtomicReference<@Nullable JsonText> found = new AtomicReference<>();

    MemberSearch(String name) {
        this.name = name;
        try {
            parser = JSON.createNonBlockingByteArrayParser();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The array as a range of the text; null when there is none. Of members of the same name the last one counts. */
    Uni<@Nullable JsonText> in(StoredText text, TextStore texts) {
        return from(0, text, texts);
    }

    private Uni<@Nullable JsonText> from(long place, StoredText text, TextStore texts) {
        if (place >= text.bytes()) {
            return Uni.createFrom().item(found.get());
        }
        int bytes = (int) Math.min(PIECE, text.bytes() - place);
        return texts.piece(text, place, bytes).invoke(piece -> take(piece, text))
                .flatMap(piece -> from(place + bytes, text, texts));
    }

    private void take(Utf8 piece, StoredText text) {
        try {
            ByteArrayFeeder feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
            feeder.feedInput(piece.array(), piece.offset(), piece.offset() + piece.length());
            for (JsonToken token = parser.nextToken(); token != JsonToken.NOT_AVAILABLE && token != null; token = parser
                    .nextToken()) {
                take(token, text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it was valid when it was stored
        }
    }

    private void take(JsonToken token, StoredText text) throws IOException {
        if (token == JsonToken.FIELD_NAME) {
            member.set(depth.get() == 1 ? parser.currentName() : "");
        } else if (token.isStructStart()) {
            if (depth.getAndIncrement() == 1 && name.equals(member.get())) {
                found.set(null);
                // This kind of parser tells where the bracket ends, not where it begins.
                start.set(token == JsonToken.START_ARRAY ? parser.currentLocation().getByteOffset() - 1 : -1);
            }
        } else if (token.isStructEnd()) {
            if (depth.decrementAndGet() == 1 && start.get() >= 0) {
                found.set(JsonText.stored(text.range(start.getAndSet(-1), parser.currentLocation().getByteOffset())));
            }
        } else if (depth.get() == 1 && name.equals(member.get())) {
            found.set(null);
        }
    }
}
