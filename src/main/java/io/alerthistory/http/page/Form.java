package io.alerthistory.http.page;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.Strings;

/**
 * The fields of a form that a browser has sent as application/x-www-form-urlencoded.
 *
 * @param fields the values of each name, in order, without white space around them
 */
public record Form(Map<String, List<String>> fields) {

    private static final int MAX_FIELDS = 200;

    public Form {
        fields = Map.copyOf(fields);
    }

    /**
     * Reads a body.
     *
     * @param body null when there is none
     * @throws ProblemException 422 when it has what no database can store, or is no form
     */
    public static Form of(@Nullable String body) {
        Map<String, List<String>> fields = new HashMap<>();
        String[] pairs = body == null || body.isEmpty() ? new String[0] : body.split("&", MAX_FIELDS + 1);
        if (pairs.length > MAX_FIELDS) {
            throw ProblemException.invalidParameters(
                    List.of(FieldError.parameter("form", "must have at most " + MAX_FIELDS + " fields")));
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1)).strip();
            String defect = Strings.defect(value);
            if (defect != null) {
                throw ProblemException.invalidParameters(List.of(FieldError.parameter(name, defect)));
            }
            fields.computeIfAbsent(name, missing -> new ArrayList<>()).add(value);
        }
        return new Form(fields);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalidParameters(List.of(FieldError.parameter("form", "must be encoded as a form")));
        }
    }

    /** The values of a field that are not empty. */
    public List<String> values(String name) {
        return fields.getOrDefault(name, List.of()).stream().filter(value -> !value.isEmpty()).toList();
    }

    /** The first value of a field; null when it was left empty. */
    public @Nullable String value(String name) {
        return values(name).stream().findFirst().orElse(null);
    }

    /** Whether a box was checked. */
    public boolean isChecked(String name) {
        return value(name) != null;
    }
}
