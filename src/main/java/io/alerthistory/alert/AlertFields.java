package io.alerthistory.alert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.alerthistory.json.JsonText;

/**
 * The strings of an alert that are looked at, found in one pass over its text. Of members that come twice the last one counts.
 *
 * @param values by name; those of labels and annotations as {@code labels.alertname}
 */
record AlertFields(Map<String, String> values) {

    static final String ALERT_NAME = "labels.alertname";
    static final String RUNBOOK = "annotations.runbook_url";

    private static final Set<String> NAMES = Set.of("status", "fingerprint", "startsAt", "endsAt", ALERT_NAME, RUNBOOK);

    /** @param alert a JSON object */
    static AlertFields of(JsonText alert) {
        Map<String, String> values = new HashMap<>();
        try (JsonParser in = alert.parser()) {
            in.nextToken();
            for (JsonToken token = in.nextToken(); token == JsonToken.FIELD_NAME; token = in.nextToken()) {
                String name = in.currentName();
                values.keySet().removeIf(known -> known.equals(name) || known.startsWith(name + "."));
                if (in.nextToken() == JsonToken.START_OBJECT && (name.equals("labels") || name.equals("annotations"))) {
                    readObject(in, name, values);
                } else {
                    readValue(in, name, values);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot be: it was parsed before
        }
        return new AlertFields(values);
    }

    private static void readObject(JsonParser in, String outer, Map<String, String> values) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = outer + "." + in.currentName();
            values.remove(name);
            in.nextToken();
            readValue(in, name, values);
        }
    }

    private static void readValue(JsonParser in, String name, Map<String, String> values) throws IOException {
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
