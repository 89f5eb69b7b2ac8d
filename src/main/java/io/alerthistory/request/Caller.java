package io.alerthistory.request;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;

/**
 * Who sent the current request.
 *
 * @param name the name of a key, of a token's user, or of the user that a trusted proxy forwards
 * @param kind how the caller is known
 * @param roles what the caller may do
 * @param requestId the X-Request-Id; null outside of a request
 * @param address the client's IP address; null outside of a request
 */
public record Caller(String name, Kind kind, Set<Role> roles, @Nullable String requestId, @Nullable String address) {

    /** How a caller is known. */
    public enum Kind {
        ANONYMOUS,
        KEY,
        OIDC,
        PROXY,
        /** The service itself: its jobs and its start. */
        SYSTEM,
        /** Somebody with a shell: the command line. */
        COMMAND
    }

    private static final String KEY = Caller.class.getName();

    /** The author of a request without a name. */
    private static final String NOBODY = "api-client";

    private static final Caller SYSTEM = new Caller("system", Kind.SYSTEM, Set.of(), null, null);

    /** The name of everybody who shows no credential. */
    public static final String ANONYMOUS = "anonymous";

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** A caller who shows no credential. */
    public static Caller anonymous(Set<Role> roles) {
        return new Caller(ANONYMOUS, Kind.ANONYMOUS, roles, null, null);
    }

    /** The same caller with a request. */
    public Caller of(@Nullable String request, @Nullable String remoteAddress) {
        return new Caller(name, kind, roles, request, remoteAddress);
    }

    public boolean isAnonymous() {
        return kind == Kind.ANONYMOUS;
    }

    /** Whether one of the caller's roles may do what a role may. */
    public boolean may(Role needed) {
        return roles.stream().anyMatch(role -> role.includes(needed));
    }

    /** The caller of the current request; the service itself outside of a request. */
    public static Caller current() {
        return VertxContext.isOnDuplicatedContext() ? ContextLocals.<Caller> get(KEY).orElse(SYSTEM) : SYSTEM;
    }

    /** The author of what the caller does, where nobody else is named. */
    public String author() {
        return kind == Kind.ANONYMOUS || kind == Kind.SYSTEM ? NOBODY : name;
    }

    /** Makes this the caller of the current request. */
    public void enter() {
        ContextLocals.put(KEY, this);
    }
}
