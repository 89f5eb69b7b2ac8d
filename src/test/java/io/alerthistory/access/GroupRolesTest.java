package io.alerthistory.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.alerthistory.request.Role;

class GroupRolesTest {

    private static GroupRoles roles(@Nullable String map, @Nullable String fallback) {
        return new GroupRoles(new GroupConfig() {
            @Override
            public Optional<String> roleMap() {
                return Optional.ofNullable(map);
            }

            @Override
            public Optional<String> defaultRole() {
                return Optional.ofNullable(fallback);
            }
        });
    }

    @Test
    void aGroupGivesTheRolesThatItIsMappedTo() {
        GroupRoles roles = roles("sre=operator, platform = admin,cn=ops=agent,sre=ingest", null);

        assertThat(roles.of(List.of("sre"))).isEqualTo(Set.of(Role.OPERATOR, Role.INGEST));
        assertThat(roles.of(List.of("sre", "platform", "others"))).isEqualTo(Set.of(Role.OPERATOR, Role.INGEST, Role.ADMIN));
        assertThat(roles.of(List.of("cn=ops"))).isEqualTo(Set.of(Role.AGENT));
    }

    @Test
    void aGroupThatIsNotMappedGivesNothing() {
        assertThat(roles("sre=operator", null).of(List.of("admin", "operator", "SRE", ""))).isEmpty();
        assertThat(roles(null, null).of(List.of("admin"))).isEmpty();
    }

    @Test
    void theDefaultIsForThoseWhomNoGroupGivesARole() {
        assertThat(roles("sre=operator", "viewer").of(List.of("others"))).isEqualTo(Set.of(Role.VIEWER));
        assertThat(roles("sre=ingest", "viewer").of(List.of("sre"))).isEqualTo(Set.of(Role.INGEST));
        assertThat(roles(null, "viewer").of(List.of())).isEqualTo(Set.of(Role.VIEWER));
    }
}
