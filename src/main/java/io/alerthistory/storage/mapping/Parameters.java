package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.List;

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

    public List<Object> values() {
        return List.copyOf(values);
    }
}
