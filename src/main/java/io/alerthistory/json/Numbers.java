package io.alerthistory.json;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/** Decides which numbers are accepted. They are stored as they are written, and compared by value. */
final class Numbers {

    private static final int MAX_EXPONENT = 10_000;

    private Numbers() {
    }

    /** Returns why a number cannot be stored; null when it can. */
    static @Nullable String defect(String number) {
        if (number.indexOf('e') < 0 && number.indexOf('E') < 0) {
            return null; // the parser's limit of 1,000 digits is lower
        }
        try {
            if (Math.abs((long) new BigDecimal(number).scale()) <= MAX_EXPONENT) {
                return null;
            }
        } catch (NumberFormatException tooLarge) { // an exponent beyond BigDecimal's range
        }
        return "must have no exponent beyond " + MAX_EXPONENT;
    }
}
