package io.alerthistory.selftest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tests. */
public enum SelfTest {
    /** Whether the database does what the service relies on. */
    FULL_SUITE,
    /** Whether connections are reused, and no more are opened than allowed. */
    CONNECTION_POOLING,
    /** How long each hot statement takes. */
    LATENCY,
    /** How long requests of many users take. */
    LOAD_PERFORMANCE;

    /** Another name of {@link #LATENCY}. */
    private static final String ALIAS = "adhd-performance";

    /** The name in the route. */
    public String routeName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The test of a route; empty when there is none. */
    public static Optional<SelfTest> of(String name) {
        return name.equals(ALIAS) ? Optional.of(LATENCY)
                : Arrays.stream(values()).filter(test -> test.routeName().equals(name)).findFirst();
    }

    /** All names, for messages. */
    public static String names() {
        return Arrays.stream(values()).map(SelfTest::routeName).collect(Collectors.joining(", ")) + ", " + ALIAS;
    }
}
