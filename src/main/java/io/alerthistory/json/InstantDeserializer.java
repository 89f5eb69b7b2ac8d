package io.alerthistory.json;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;

import io.alerthistory.time.Micros;

/** Deserializes an instant: a string of RFC 3339, or a number of microseconds since the epoch, which it becomes. */
public final class InstantDeserializer extends StdScalarDeserializer<Long> {

    public static final String DESCRIPTION = "A time of RFC 3339, or microseconds since the epoch";

    private static final long serialVersionUID = 1L;

    private static final String MESSAGE = "must be a time of RFC 3339, or microseconds since the epoch from 0 to " + Micros.MAX;

    public InstantDeserializer() {
        super(Long.class);
    }

    @Override
    public Long deserialize(JsonParser in, DeserializationContext context) throws IOException {
        try {
            long us = in.currentToken() == JsonToken.VALUE_STRING ? Micros.of(OffsetDateTime.parse(in.getText()).toInstant())
                    : in.currentToken() == JsonToken.VALUE_NUMBER_INT ? in.getBigIntegerValue().longValueExact() : -1;
            if (us >= 0 && us <= Micros.MAX) {
                return us;
            }
        } catch (DateTimeException | ArithmeticException malformed) { // reported below
        }
        throw new InvalidValueException(in, Long.class, MESSAGE);
    }
}
