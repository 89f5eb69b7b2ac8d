package io.alerthistory.health;

import org.jspecify.annotations.Nullable;

/**
 * The database server as it presents itself.
 *
 * @param version as the server writes it
 * @param replicationRole primary or replica
 * @param encrypted whether the connection that asked is
 * @param tlsVersion null when it is not encrypted
 */
public record DatabaseServer(String version, String replicationRole, boolean encrypted, @Nullable String tlsVersion) {
}
