package io.alerthistory.session;

import org.jspecify.annotations.Nullable;

/** Who sends a request, as a proxy that signs people in tells it. */
public final class Author {

    public static final String USER_HEADER = "X-Forwarded-User";
    public static final String EMAIL_HEADER = "X-Forwarded-Email";

    /** The author of what comes without a signed-in user's name. */
    private static final String ANONYMOUS = "api-client";

    private Author() {
    }

    /** The user's name, else the address; an empty header is none. */
    public static String of(@Nullable String user, @Nullable String email) {
        if (user != null && !user.isBlank()) {
            return user;
        }
        return email != null && !email.isBlank() ? email : ANONYMOUS;
    }
}
