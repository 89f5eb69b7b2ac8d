package io.alerthistory.transfer;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A value that is made when it is first needed. For one thread. */
final class Lazy<T> {

    private final List<T> value = new ArrayList<>(1);
    private final Maker<T> maker;

    Lazy(Maker<T> maker) {
        this.maker = maker;
    }

    T get() throws SQLException {
        if (value.isEmpty()) {
            value.add(maker.make());
        }
        return value.get(0);
    }

    boolean isPresent() {
        return !value.isEmpty();
    }

    /** Makes the value. */
    interface Maker<T> {

        T make() throws SQLException;
    }
}
