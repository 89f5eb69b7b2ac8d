package io.alerthistory.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonItems;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.TooManyElementsException;

/**
 * The members of a JSON object, read in one pass: texts and numbers by name, objects and arrays as ranges that are read
 * when they are needed. A member that is null counts as absent. Of duplicate members the last one counts.
 */
final class SentObject {

    /** The maximum number of members; senders have some twenty. */
    private static final int MAX_MEMBERS = 1000;

    private final Map<String, String> scalars = new HashMap<>();
    private final Map<String, JsonText> structures = new HashMap<>();

    private SentObject() {
    }

    /**
     * Reads an object.
     *
     * @param name what to call it in a message
     * @throws ProblemException when it is no object, or has too many members
     */
    static SentObject of(@Nullable JsonText sent, String name) {
        if (sent == null || !sent.isObject()) {
            throw invalid(name + " must be an object");
        }
        SentObject object = new SentObject();
        try (JsonParser in = sent.parser()) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String member = in.currentName();
                object.read(member, in.nextToken(), in, sent);
                if (object.scalars.size() + object.structures.size() > MAX_MEMBERS) {
                    throw invalid(name + " must have at most 1,000 members");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // unreachable: the text was parsed before
        }
        return object;
    }

    /**
     * The same of an object that is stored.
     *
     * @throws ProblemException also when it has a string or a number that no database can store
     */
    static SentObject storable(JsonText sent, String name) {
        SentObject object = of(sent, name);
        String defect = sent.defect();
        if (defect != null) {
            throw invalid("each string and number " + defect);
        }
        return object;
    }

    private void read(String member, JsonToken token, JsonParser in, JsonText sent) throws IOException {
        scalars.remove(member);
        structures.remove(member);
        if (token.isStructStart()) {
            structures.put(member, sent.range(in));
        } else if (token != JsonToken.VALUE_NULL) {
            scalars.put(member, in.getText());
        }
    }

    /** The problem of an invalid alert or event. */
    static ProblemException invalid(String message) {
        return new ProblemException(ErrorCode.INVALID_FIELD, message);
    }

    /**
     * The names of the members that are objects. There are few where this matters.
     *
     * @return in no order
     */
    List<String> objects() {
        return structures.entrySet().stream().filter(member -> member.getValue().isObject()).map(Map.Entry::getKey).toList();
    }

    /** The text of a string or a number; null when the member is absent or something else. */
    @Nullable
    String text(String name) {
        return scalars.get(name);
    }

    /** The same; empty when there is none. */
    String textOrEmpty(String name) {
        return scalars.getOrDefault(name, "");
    }

    /**
     * The text of a member.
     *
     * @throws ProblemException when it is absent or empty
     */
    String required(String name) {
        String value = textOrEmpty(name);
        if (value.isEmpty()) {
            throw invalid(name + " is required and must be a string");
        }
        return value;
    }

    boolean isTrue(String name) {
        return "true".equals(scalars.get(name));
    }

    /** An object or array; null when the member is absent or something else. */
    @Nullable
    JsonText structure(String name) {
        return structures.get(name);
    }

    boolean has(String name) {
        return structures.containsKey(name) || scalars.containsKey(name);
    }

    /**
     * The members of an object.
     *
     * @throws ProblemException when it is absent or no object
     */
    SentObject object(String name) {
        return of(structures.get(name), name);
    }

    /**
     * The elements of an array; empty when it is absent.
     *
     * @throws ProblemException when it is something else, or has too many elements
     */
    List<JsonText> array(String name) {
        if (!has(name)) {
            return List.of();
        }
        JsonText array = structures.get(name);
        if (array == null || !array.isArray()) {
            throw invalid(name + " must be an array");
        }
        try {
            return JsonItems.of(array).items();
        } catch (TooManyElementsException e) {
            throw invalid(name + " must have at most 20,000 elements");
        }
    }
}
