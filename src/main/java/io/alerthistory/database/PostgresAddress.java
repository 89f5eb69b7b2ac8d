package io.alerthistory.database;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.alerthistory.config.Settings;

/**
 * How a PostgreSQL database is reached past a pooler: by JDBC, and by the programs of libpq, which take everything from
 * their environment. A command line would show it to every user of the machine.
 */
public final class PostgresAddress {

    private static final String REQUIRE = "require";

    private final DatabaseUrl.Postgresql url;

    private PostgresAddress(DatabaseUrl.Postgresql url) {
        this.url = url;
    }

    /**
     * Returns the address of the service's own database, which DATABASE_DIRECT_URL names if it is set.
     *
     * @throws IllegalArgumentException when the service has another database
     */
    public static PostgresAddress ofService(Settings settings) {
        if (DatabaseChoice.of(settings, DatabaseChoice.file()) instanceof DatabaseUrl.Postgresql server) {
            return new PostgresAddress(DatabaseChoice.direct(settings, server));
        }
        throw new IllegalArgumentException("the database is not PostgreSQL");
    }

    /**
     * Returns the address that a URL names. User and password may be in the variables of the service.
     *
     * @param name what the URL was given with, for messages
     * @throws IllegalArgumentException with one line for the operator
     */
    public static PostgresAddress of(Settings settings, String name, DatabaseUrl.Postgresql server) {
        return new PostgresAddress(DatabaseChoice.complete(settings, name, server));
    }

    /** The same server and role, and another database. */
    public PostgresAddress at(String database) {
        return new PostgresAddress(new DatabaseUrl.Postgresql(url.scheme(), url.hosts(), database, url.user(),
                url.password(), url.tls(), url.session(), url.passFile()));
    }

    /** The name of the database. */
    public String database() {
        return url.database();
    }

    /** The files of the Unix-domain sockets; empty when the servers have addresses. */
    public List<String> sockets() {
        return url.onSocket() ? url.hosts().stream().map(Host::file).toList() : List.of();
    }

    /** The URL of JDBC without user and password; in the place of a socket stands an address, as in DatabaseKeys. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + JdbcParameters.authority(url) + "/" + PercentEncoding.encode(url.database());
    }

    /** What the JDBC driver needs beside the URL. */
    public Properties jdbcProperties(String applicationName) {
        Properties properties = new Properties();
        properties.putAll(JdbcParameters.of(url, applicationName));
        put(properties, "user", url.user());
        put(properties, "password", url.password().isEmpty() ? null : url.password());
        put(properties, "options", url.session().options());
        return properties;
    }

    /** The environment of a program of libpq, with the password. */
    public Map<String, String> environment(String applicationName) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PGHOST", url.hosts().stream().map(Host::name).collect(Collectors.joining(",")));
        environment.put("PGPORT", url.hosts().stream().map(host -> "" + host.port()).collect(Collectors.joining(",")));
        environment.put("PGDATABASE", url.database());
        environment.put("PGUSER", url.user());
        environment.put("PGSSLMODE", url.tls().mode());
        environment.put("PGCONNECT_TIMEOUT", String.valueOf(Math.max(2, url.session().connectTimeout().toSeconds())));
        environment.put("PGAPPNAME", applicationName);
        put(environment, "PGPASSWORD", url.password().isEmpty() ? null : url.password());
        put(environment, "PGSSLROOTCERT", url.tls().rootCert());
        put(environment, "PGSSLCERT", url.tls().cert());
        put(environment, "PGSSLKEY", url.tls().key());
        put(environment, "PGOPTIONS", url.session().options());
        put(environment, "PGCHANNELBINDING", url.session().channelBinding().equals(REQUIRE) ? REQUIRE : null);
        put(environment, "PGTARGETSESSIONATTRS", url.needsPrimary() ? "read-write" : null);
        return environment;
    }

    /** Names the database without its password. */
    @Override
    public String toString() {
        return url.authority() + "/" + url.database();
    }

    private static void put(Properties properties, String name, @Nullable String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }

    private static void put(Map<String, String> environment, String name, @Nullable String value) {
        if (value != null) {
            environment.put(name, value);
        }
    }
}
