package io.alerthistory.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Truncation;
import io.alerthistory.redaction.Redaction;

/**
 * Reads label sets: an object of strings, or as the event recorder of Alertmanager 0.33 and 0.34 writes them {@code
 * {"labels":[{"key":…,"value":…}]}}. A label whose name is "labels" is a string, so the two cannot be confused.
 */
final class LabelSet {

    private static final String LABELS = "labels";

    /** The maximum number of labels, and of annotations. */
    private static final int MAX_LABELS = 200;

    private static final int MAX_NAME = 1024;
    private static final int MAX_VALUE = 16_384;

    /** Lists have the labels of many alerts. */
    private static final int MAX_LABEL_TEXT = 16_384;

    private static final int MAX_ANNOTATION_TEXT = 32_768;

    /** The order of the bytes of two texts in UTF-8, which is the order of their code points. */
    private static final Comparator<String> BYTES = LabelSet::compareBytes;

    private LabelSet() {
    }

    /**
     * Reads the labels of an alert, its identity.
     *
     * @param sent the member labels; null when it is absent
     * @return in the order of the bytes of their names, without empty values; at least one
     * @throws ProblemException when it is no set of strings, too large, or has no label with a value
     */
    static SortedMap<String, String> identity(@Nullable JsonText sent) {
        SortedMap<String, String> labels = read(sent, LABELS);
        labels.forEach((label, value) -> {
            if (value.length() > MAX_VALUE) {
                throw SentObject.invalid("each value of labels must have at most 16,384 characters");
            }
        });
        labels.values().removeIf(String::isEmpty);
        if (length(labels) > MAX_LABEL_TEXT) {
            throw SentObject.invalid("labels must have at most 16,384 characters in all");
        }
        if (labels.isEmpty()) {
            throw SentObject.invalid("labels must have at least one label with a value");
        }
        return labels;
    }

    /**
     * Reads annotations. Values that are too long keep their beginning, and what is too much in all is left out: they
     * describe the alert, and do not identify it.
     *
     * @return an object of strings in the order of their names, redacted; null when there are none
     * @throws ProblemException when it is no set of strings, or has too many
     */
    static @Nullable JsonText annotations(@Nullable JsonText sent, String name, Redaction redaction) {
        SortedMap<String, String> annotations = read(sent, name);
        if (annotations.isEmpty()) {
            return null;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        int left = MAX_ANNOTATION_TEXT;
        for (Map.Entry<String, String> annotation : annotations.entrySet()) {
            String value = Truncation.beginning(redaction.text(annotation.getValue()), MAX_VALUE);
            left -= annotation.getKey().length() + value.length();
            if (left >= 0) {
                object.put(annotation.getKey(), value);
            }
        }
        return JsonText.of(object);
    }

    /** Redacts the values of labels. */
    static SortedMap<String, String> redacted(SortedMap<String, String> labels, Redaction redaction) {
        if (!redaction.isActive()) {
            return labels;
        }
        SortedMap<String, String> redacted = new TreeMap<>(BYTES);
        labels.forEach((name, value) -> redacted.put(name, redaction.text(value)));
        return redacted;
    }

    private static int length(SortedMap<String, String> labels) {
        return labels.entrySet().stream().mapToInt(label -> label.getKey().length() + label.getValue().length()).sum();
    }

    private static SortedMap<String, String> read(@Nullable JsonText sent, String name) {
        SortedMap<String, String> labels = new TreeMap<>(BYTES);
        if (sent == null) {
            return labels;
        }
        if (!sent.isObject()) {
            throw notStrings(name);
        }
        try (JsonParser in = sent.parser()) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String label = in.currentName();
                if (in.nextToken() == JsonToken.START_ARRAY && label.equals(LABELS)) {
                    readPairs(in, labels, name);
                } else {
                    put(labels, label, string(in, name), name);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // unreachable: the text was parsed before
        }
        return labels;
    }

    private static void readPairs(JsonParser in, SortedMap<String, String> labels, String name) throws IOException {
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw notStrings(name);
            }
            String key = "";
            String value = "";
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean isKey = in.currentName().equals("key");
                in.nextToken();
                if (isKey) {
                    key = string(in, name);
                } else {
                    value = string(in, name);
                }
            }
            put(labels, key, value, name);
        }
    }

    private static String string(JsonParser in, String name) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw notStrings(name);
        }
        return in.getText();
    }

    private static void put(SortedMap<String, String> labels, String label, String value, String name) {
        if (label.isEmpty() || label.length() > MAX_NAME) {
            throw SentObject.invalid("each name in " + name + " must have 1 to 1,024 characters");
        }
        labels.put(label, value);
        if (labels.size() > MAX_LABELS) {
            throw SentObject.invalid(name + " must have at most 200 members");
        }
    }

    private static ProblemException notStrings(String name) {
        return SentObject.invalid(name + " must be an object of strings");
    }

    private static int compareBytes(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char first = one.charAt(i);
            char second = other.charAt(i);
            if (first != second) {
                return rank(first) - rank(second);
            }
        }
        return one.length() - other.length();
    }

    /** Puts half of a surrogate pair, which is part of a code point of more than 16 bits, after all others. */
    private static int rank(char c) {
        return Character.isSurrogate(c) ? c + 0x10000 : c;
    }
}
