package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The parameters of a statement that is being written, in order. */
public final class Parameters {

    private final IntFunction<String> placeholder;
    private final List<Object> values = new ArrayList<>();

    /** @param placeholder writes the parameter of a number from 1 */
    public Parameters(IntFunction<String> placeholder) {
        this.placeholder = placeholder;
    }

    /** Takes a value and gives what stands for it in the SQL. */
    public String add(Object value) {
        values.add(value);
        return placeholder.apply(values.size());
    }

    public List<Object> values() {
        return List.copyOf(values);
    }
}
