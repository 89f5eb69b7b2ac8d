package io.alerthistory.error;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Walks the causes of a failure. */
public final class Causes {

    /** The maximum depth; a chain of causes may be circular. */
    private static final int MAX_DEPTH = 20;

    private Causes() {
    }

    /** The failure itself, its cause, and so on, at most twenty. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.<Throwable> iterate(failure, Objects::nonNull, Throwable::getCause).limit(MAX_DEPTH);
    }

    /** The first of a given type among the failure and its causes. */
    public static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        return of(failure).filter(type::isInstance).map(type::cast).findFirst();
    }
}
