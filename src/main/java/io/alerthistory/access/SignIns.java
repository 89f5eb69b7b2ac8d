package io.alerthistory.access;

import java.time.Clock;
import java.util.Locale;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.observe.HistoryEvent;

/** What becomes of a credential that is not valid, whichever way it came. */
@Singleton
public class SignIns {

    private static final String NO_ADDRESS = "-";

    private final SignInLimit limit;
    private final Event<SignInRefused> refused;
    private final Event<HistoryEvent> events;

    SignIns(Clock clock, Event<SignInRefused> refused, Event<HistoryEvent> events) {
        limit = new SignInLimit(clock);
        this.refused = refused;
        this.events = events;
    }

    /**
     * Counts and publishes a refusal.
     *
     * @param detail why the credential is not valid, without it
     * @param address of the client; null when it has none
     * @return the problem for the client: 401, or 429 after too many
     */
    public ProblemException refuse(AuthMode way, String detail, @Nullable String address) {
        String known = address == null ? NO_ADDRESS : address;
        boolean isExceeded = limit.isExceededBy(known);
        refused.fire(new SignInRefused(way, known, isExceeded));
        events.fire(new HistoryEvent.SignInRefused(way.name().toLowerCase(Locale.ROOT)));
        return isExceeded
                ? new ProblemException(ErrorCode.TOO_MANY_SIGN_INS,
                        "More than " + SignInLimit.MAX_FAILURES + " sign-ins of this address have failed within a minute")
                : new ProblemException(ErrorCode.UNAUTHENTICATED, detail);
    }
}
