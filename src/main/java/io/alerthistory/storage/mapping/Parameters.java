package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.List;

import io.alerthistory.episode.AlertKey;

/** The parameters of a statement that is being built, in order. */
public final class Parameters {

    private final Dialect dialect;
    private final List<Object> values = new ArrayList<>();

    /** Makes an empty list of parameters. */
    public Parameters(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Adds a value and returns its placeholder. */
    public String add(Object value) {
        values.add(value);
        return dialect.placeholder(values.size());
    }

    /** Adds the source and the fingerprint of an alert and returns their placeholders, for a row of VALUES. */
    public String addAlert(AlertKey alert) {
        return "cast(" + add(alert.source()) + " as text), cast(" + add(alert.fingerprint()) + " as text)";
    }

    public List<Object> values() {
        return List.copyOf(values);
    }
}
