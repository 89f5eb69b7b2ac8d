package io.alerthistory.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the text of a variable. */
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
     * Turns what was written into what the configuration keeps.
     *
     * @throws IllegalArgumentException when it cannot; the message says what it must be, without the text itself
     */
    String normalize(String text);

    /** What was normalized, as an operator would write it. */
    default String shown(String normalized) {
        return normalized;
    }

    static SettingType integer(int least, int most) {
        return text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return Integer.toString(number);
                }
            } catch (NumberFormatException notANumber) { // told below
            }
            throw new IllegalArgumentException(most == Integer.MAX_VALUE
                    ? "must be an integer of at least " + least
                    : "must be an integer from " + least + " to " + most);
        };
    }

    /**
     * A time, written as a number of units, fractions allowed, kept in ISO 8601.
     *
     * @param unit its plural in English, for the message
     */
    static SettingType time(Duration one, String unit, Duration least, Duration most) {
        return new Time(one, unit, least, most);
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

    /** Kept in ISO 8601, shown as a number of units. */
    record Time(Duration one, String unit, Duration least, Duration most) implements SettingType {

        @Override
        public String normalize(String text) {
            try {
                Duration time = Duration
                        .ofMillis(new BigDecimal(text).multiply(BigDecimal.valueOf(one.toMillis())).longValueExact());
                if (time.compareTo(least) >= 0 && time.compareTo(most) <= 0) {
                    return time.toString();
                }
            } catch (ArithmeticException | NumberFormatException notATime) { // told below
            }
            throw new IllegalArgumentException("must be a number of " + unit + " from " + in(least, 3) + " to " + in(most, 3));
        }

        @Override
        public String shown(String normalized) {
            return in(Duration.parse(normalized), 9); // milliseconds of an hour, exactly
        }

        /** Rounded up, so that a lower bound that is shown is allowed. */
        private String in(Duration time, int digits) {
            return BigDecimal.valueOf(time.toMillis()).divide(BigDecimal.valueOf(one.toMillis()), digits, RoundingMode.UP)
                    .stripTrailingZeros().toPlainString();
        }
    }
}
