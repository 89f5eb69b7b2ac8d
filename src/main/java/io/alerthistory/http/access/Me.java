package io.alerthistory.http.access;

import java.util.List;
import java.util.Locale;

import io.alerthistory.request.Caller;
import io.alerthistory.request.Role;

/**
 * The caller of a request.
 *
 * @param kind anonymous, key, oidc or proxy
 */
public record Me(String name, String kind, List<Role> roles) {

    static Me of(Caller caller) {
        return new Me(caller.name(), caller.kind().name().toLowerCase(Locale.ROOT), caller.roles().stream().sorted().toList());
    }
}
