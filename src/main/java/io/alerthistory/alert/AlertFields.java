package io.alerthistory.alert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.alerthistory.json.JsonText;

/**
 * The members of an alert that the webhook uses, read in one pass over its text. Of duplicate members the last one
 * counts.
 *
 * @param values the strings by name; those of labels and annotations as {@code labels.alertname}
 * @param present which of the requested members the alert has
 * @param noLabels which of labels and annotations is neither an object of strings nor null
 */
record AlertFields(Map<String, String> values, Set<String> present, Set<String> noLabels) {

    static final String ALERT_NAME = "labels.alertname";
    static final String RUNBOOK = "annotations.runbook_url";

    private static final Set<String> NAMES = Set.of("status", "fingerprint", "startsAt", "endsAt", ALERT_NAME, RUNBOOK);
    private static final Set<String> LABEL_SETS = Set.of("labels", "annotations");

    /**
     * Reads the members of an alert.
     *
     * @param alert a JSON object
     * @param names the names of members to look for
     */
    static AlertFields of(JsonText alert, Set<String> names) {
        AlertFields fields = new AlertFields(new HashMap<>(), new HashSet<>(), new HashSet<>());
        try (JsonParser in = alert.parser()) {
            in.nextToken();
            for (JsonToken token = in.nextToken(); token == JsonToken.FIELD_NAME; token = in.nextToken()) {
                String name = in.currentName();
                if (names.contains(name)) {
                    fields.present.add(name);
                }
                in.nextToken();
                fields.read(in, name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // unreachable: the text was parsed before
        }
        return fields;
    }

    private void read(JsonParser in, String name) throws IOException {
        if (LABEL_SETS.contains(name)) {
            values.keySet().removeIf(known -> known.startsWith(name + "."));
            boolean labels = in.currentToken() == JsonToken.START_OBJECT ? readLabels(in, name)
                    : in.currentToken() == JsonToken.VALUE_NULL;
            if (labels) {
                noLabels.remove(name);
            } else {
                noLabels.add(name);
            }
            in.skipChildren();
        } else {
            values.remove(name);
            readValue(in, name);
        }
    }

    /** Reads an object; returns whether all of its members are strings. */
    private boolean readLabels(JsonParser in, String outer) throws IOException {
        boolean strings = true;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = outer + "." + in.currentName();
            values.remove(name);
            strings &= in.nextToken() == JsonToken.VALUE_STRING;
            readValue(in, name);
        }
        return strings;
    }

    private void readValue(JsonParser in, String name) throws IOException {
        if (NAMES.contains(name) && in.currentToken() == JsonToken.VALUE_STRING) {
            values.put(name, in.getText());
        }
        in.skipChildren();
    }

    @Nullable
    String get(String name) {
        return values.get(name);
    }
}
