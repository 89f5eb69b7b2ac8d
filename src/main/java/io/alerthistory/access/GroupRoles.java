package io.alerthistory.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.request.Role;

/**
 * Which roles the groups of a user give. A group that is not mapped gives none, even when it is called like a role:
 * whoever names the groups of a company must not name administrators of the history by accident.
 */
@Singleton
public class GroupRoles {

    private final Map<String, Set<Role>> byGroup = new HashMap<>();
    private final @Nullable Role fallback;

    GroupRoles(GroupConfig config) {
        config.roleMap().ifPresent(map -> List.of(map.split(",", -1)).forEach(this::add));
        fallback = config.defaultRole().map(GroupRoles::role).orElse(null);
    }

    private void add(String pair) {
        int equals = pair.lastIndexOf('=');
        byGroup.computeIfAbsent(pair.substring(0, equals).trim(), group -> EnumSet.noneOf(Role.class))
                .add(role(pair.substring(equals + 1)));
    }

    /** The roles that all of the groups give together. */
    public Set<Role> of(Collection<String> groups) {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        groups.forEach(group -> roles.addAll(byGroup.getOrDefault(group, Set.of())));
        if (roles.isEmpty() && fallback != null) {
            roles.add(fallback);
        }
        return roles;
    }

    private static Role role(String text) {
        return Role.valueOf(text.trim().toUpperCase(Locale.ROOT));
    }
}
