package io.alerthistory.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Parses the text of a variable. */
@FunctionalInterface
interface SettingType {

    SettingType TEXT = text -> text;

    SettingType BOOLEAN = text -> {
        String lower = text.toLowerCase(Locale.ROOT);
        if (Set.of("true", "1", "yes", "on").contains(lower)) {
            return "true";
        }
        if (Set.of("false", "0", "no", "off").contains(lower)) {
            return "false";
        }
        throw new IllegalArgumentException("must be true or false");
    };

    SettingType FILE = text -> {
        if (Files.isReadable(Path.of(text)) && !Files.isDirectory(Path.of(text))) {
            return text;
        }
        throw new IllegalArgumentException("must name a file that this process can read");
    };

    /**
     * Converts the text of a variable to the form of the configuration.
     *
     * @throws IllegalArgumentException when it is invalid; the message says what it must be, and does not contain the
     *         text
     */
    String normalize(String text);

    /** Converts a normalized value to the form in which an operator writes it. */
    default String shown(String normalized) {
        return normalized;
    }

    static SettingType integer(int min, int max) {
        return text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= min && number <= max) {
                    return Integer.toString(number);
                }
            } catch (NumberFormatException notANumber) { // the message follows
            }
            throw new IllegalArgumentException(max == Integer.MAX_VALUE
                    ? "must be an integer of at least " + min
                    : "must be an integer from " + min + " to " + max);
        };
    }

    /**
     * A duration, written as a number of units, with fractions, and kept in ISO 8601.
     *
     * @param unit the plural of the unit's name, for the message
     */
    static SettingType time(Duration one, String unit, Duration min, Duration max) {
        return new Time(one, unit, min, max);
    }

    static SettingType choice(String... values) {
        List<String> all = List.of(values);
        return text -> {
            String lower = text.toLowerCase(Locale.ROOT);
            if (all.contains(lower)) {
                return lower;
            }
            throw new IllegalArgumentException("must be one of " + String.join(", ", all));
        };
    }

    /** Normalized to ISO 8601, shown as a number of units. */
    record Time(Duration one, String unit, Duration min, Duration max) implements SettingType {

        @Override
        public String normalize(String text) {
            try {
                Duration time = Duration
                        .ofMillis(new BigDecimal(text).multiply(BigDecimal.valueOf(one.toMillis())).longValueExact());
                if (time.compareTo(min) >= 0 && time.compareTo(max) <= 0) {
                    return time.toString();
                }
            } catch (ArithmeticException | NumberFormatException notATime) { // the message follows
            }
            throw new IllegalArgumentException("must be a number of " + unit + " from " + in(min, 3) + " to " + in(max, 3));
        }

        @Override
        public String shown(String normalized) {
            return in(Duration.parse(normalized), 9); // enough digits for milliseconds in hours
        }

        /** Rounds up, so that a displayed lower bound is itself valid. */
        private String in(Duration time, int digits) {
            return BigDecimal.valueOf(time.toMillis()).divide(BigDecimal.valueOf(one.toMillis()), digits, RoundingMode.UP)
                    .stripTrailingZeros().toPlainString();
        }
    }
}
