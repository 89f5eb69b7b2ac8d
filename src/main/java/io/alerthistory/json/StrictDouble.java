package io.alerthistory.json;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * A number field takes a JSON number that a double can hold. Jackson by itself takes the strings "NaN" and "Infinity" as well,
 * whatever its rules for strings are, and makes infinity of 1e999; JSON can write neither, and SQLite holds no NaN.
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
        return value + 0.0; // SQLite holds no negative zero, and a repeat must find what was sent
    }
}
