package io.alerthistory.http.page;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.request.Caller;
import io.alerthistory.request.Role;

/**
 * What all pages have around their content.
 *
 * @param title of the document
 * @param theme light or dark; null for the one of the system
 * @param nowUs the time of the service, microseconds since the epoch
 * @param signOut where the caller ends the session; null when there is none to end
 */
public record Shell(String title, List<Link> navigation, Caller caller, @Nullable String theme, @Nullable String signOut,
        long nowUs, Assets assets) {

    /**
     * A link of the navigation.
     *
     * @param current whether the page belongs to it
     */
    public record Link(String address, String label, boolean current) {
    }

    public Shell {
        navigation = List.copyOf(navigation);
    }

    /** The same around a page with another title. */
    public Shell titled(String other) {
        return new Shell(other, navigation, caller, theme, signOut, nowUs, assets);
    }

    /** The address of a script or a style. */
    public String asset(String name) {
        return assets.address(name);
    }

    public boolean isOperator() {
        return caller.may(Role.OPERATOR);
    }

    public boolean isAdmin() {
        return caller.may(Role.ADMIN);
    }

    /** The name to show; null for somebody who has not signed in. */
    @Nullable
    public String user() {
        return caller.isAnonymous() ? null : caller.name();
    }
}
