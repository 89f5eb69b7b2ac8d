package io.alerthistory.json;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Deserializes a JSON number that a double can hold. By default Jackson also accepts the strings "NaN" and "Infinity"
 * for any coercion setting, and converts 1e999 to infinity. Neither can be written as JSON, and SQLite cannot store
 * NaN.
 */
final class StrictDouble extends StdScalarDeserializer<Double> {

    private static final long serialVersionUID = 1L;

    StrictDouble() {
        super(Double.class);
    }

    @Override
    public Double deserialize(JsonParser in, DeserializationContext context) throws IOException {
        if (!in.currentToken().isNumeric()) {
            throw new InvalidValueException(in, Double.class, "must be a number");
        }
        double value = in.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw new InvalidValueException(in, Double.class,
                    "must be a number that a double can hold: its exponent is too large");
        }
        return value + 0.0; // SQLite stores no negative zero, and a repeat must equal what is stored
    }
}
