package io.alerthistory.access;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** The roles of people who sign in at a provider or a proxy. */
@ConfigMapping(prefix = "history.groups")
public interface GroupConfig {

    /** Pairs such as {@code sre=operator,platform=admin}; the last equals sign of a pair separates group and role. */
    Optional<String> roleMap();

    /** The role of those whom no group gives one. */
    Optional<String> defaultRole();
}
