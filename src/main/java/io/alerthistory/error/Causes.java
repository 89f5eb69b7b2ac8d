package io.alerthistory.error;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What lies behind a failure. */
public final class Causes {

    /** A chain that runs in a circle must not be followed for ever. */
    private static final int MOST = 20;

    private Causes() {
    }

    /** The failure itself, its cause, and so on; twenty at most. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.<Throwable> iterate(failure, Objects::nonNull, Throwable::getCause).limit(MOST);
    }

    /** The first of a type among them. */
    public static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        return of(failure).filter(type::isInstance).map(type::cast).findFirst();
    }
}
