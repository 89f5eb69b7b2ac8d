package io.alerthistory.session;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** Who is said to have sent a request, until there is a sign-in: what the proxy in front forwards. */
public final class Author {

    /** The author of what comes without a name. */
    private static final String ANONYMOUS = "api-client";

    private Author() {
    }

    /**
     * The author of a request.
     *
     * @param user the value of X-Forwarded-User
     * @param email the value of X-Forwarded-Email, for want of a user
     */
    public static String of(@Nullable String user, @Nullable String email) {
        return Objects.requireNonNullElse(user, Objects.requireNonNullElse(email, ANONYMOUS));
    }
}
