package io.alerthistory.json;

import java.io.IOException;
import java.math.BigDecimal;

import com.fasterxml.jackson.databind.DeserializationContext;

/** Which numbers both databases can hold. PostgreSQL's numeric has at most 131,072 digits before the point and 16,383 after. */
final class Numbers {

    private static final int GREATEST_EXPONENT = 10_000;

    private Numbers() {
    }

    static String storable(String number, DeserializationContext context) throws IOException {
        if (number.indexOf('e') < 0 && number.indexOf('E') < 0) {
            return number; // the parser's limit of 1,000 digits is far inside
        }
        try {
            if (Math.abs((long) new BigDecimal(number).scale()) <= GREATEST_EXPONENT) {
                return number;
            }
        } catch (NumberFormatException tooLarge) { // an exponent beyond BigDecimal's
        }
        return context.reportInputMismatch(String.class, "must have no exponent beyond %d", GREATEST_EXPONENT);
    }
}
