package io.alerthistory.storage.mapping;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.alerthistory.json.JsonName;
import io.alerthistory.request.Role;

/** The roles of a key as both databases store them: names with a comma between. */
public final class RoleNames {

    private RoleNames() {
    }

    public static String text(List<Role> roles) {
        return roles.stream().map(Role::jsonName).collect(Collectors.joining(","));
    }

    public static List<Role> roles(String text) {
        return Stream.of(text.split(",")).map(name -> JsonName.stored(Role.class, name)).toList();
    }
}
