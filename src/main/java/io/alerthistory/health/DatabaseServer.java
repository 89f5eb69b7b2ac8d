package io.alerthistory.health;

import org.jspecify.annotations.Nullable;

/**
 * Properties of the database server.
 *
 * @param version as the server reports it
 * @param replicationRole primary or replica
 * @param encrypted whether the probe's connection is encrypted
 * @param tlsVersion null when it is not encrypted
 */
public record DatabaseServer(String version, String replicationRole, boolean encrypted, @Nullable String tlsVersion) {
}
