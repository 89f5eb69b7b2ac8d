package io.alerthistory.storage.mapping;

import java.util.List;

/** A statement and its parameters in order. */
public record Statement(String sql, List<Object> parameters) {

    static Statement of(String sql, Parameters parameters) {
        return new Statement(sql, parameters.values());
    }
}
