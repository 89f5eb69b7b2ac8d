package io.alerthistory.error;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

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

    /**
     * Returns the first line of a failure's message. The other lines of a database's messages may quote a row or a statement.
     *
     * @return "unknown" when there is no message
     */
    public static String firstLine(@Nullable Throwable failure) {
        String message = failure == null ? null : failure.getMessage();
        return message == null ? "unknown" : message.lines().findFirst().orElse("unknown");
    }

    /** The first of a given type among the failure and its causes. */
    public static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        return of(failure).filter(type::isInstance).map(type::cast).findFirst();
    }
}
