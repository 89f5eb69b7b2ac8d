package io.alerthistory.http.page.about;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

import io.alerthistory.access.AuthMode;
import io.alerthistory.database.DatabaseKind;
import io.alerthistory.http.page.Words;
import io.alerthistory.request.Caller;
import io.alerthistory.request.Role;

/**
 * The service, and the caller with the roles that it has.
 *
 * @param runtime what it runs on
 * @param replica the name of the process that made the page
 * @param kind how the caller is known, in words
 * @param keys whether access keys open the service
 * @param provider whether people sign in at a provider
 * @param proxy whether a proxy signs people in
 * @param signsInByKey whether the caller has done so with a key
 */
public record AboutView(String version, String runtime, String database, String replica, String name, String kind,
        List<RoleLine> roles, boolean keys, boolean provider, boolean proxy, boolean signsInByKey) {

    public AboutView {
        roles = List.copyOf(roles);
    }

    /** A role, and what it may do. */
    public record RoleLine(String name, String meaning) {
    }

    static AboutView of(Installed installed, Caller caller, Set<AuthMode> modes) {
        return new AboutView(installed.version(), installed.runtime(), name(installed.kind()), installed.replica(),
                caller.isAnonymous() ? "Anonymous" : caller.name(), kind(caller.kind()),
                caller.roles().stream().sorted(Comparator.<Role> naturalOrder().reversed())
                        .map(role -> new RoleLine(Words.of(role), Words.meaning(role))).toList(),
                modes.contains(AuthMode.KEY), modes.contains(AuthMode.OIDC), modes.contains(AuthMode.PROXY),
                caller.kind() == Caller.Kind.KEY);
    }

    /** What does not change while the service runs. */
    record Installed(String version, String runtime, DatabaseKind kind, String replica) {
    }

    private static String name(DatabaseKind kind) {
        return switch (kind) {
            case POSTGRESQL -> "PostgreSQL";
            case SQLITE -> "SQLite";
        };
    }

    private static String kind(Caller.Kind kind) {
        return switch (kind) {
            case ANONYMOUS -> "not signed in";
            case KEY -> "signed in with an access key";
            case OIDC -> "signed in at the sign-in provider";
            case PROXY -> "signed in by the proxy before this service";
            case SYSTEM -> "the service itself";
            case COMMAND -> "the command line";
        };
    }
}
