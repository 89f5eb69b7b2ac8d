package io.alerthistory.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The encryption of connections and the trusted certificates, with libpq's meaning
 * (https://www.postgresql.org/docs/current/libpq-ssl.html).
 *
 * @param mode one of libpq's six
 * @param rootCert a PEM file of the authorities that may sign the server's certificate; {@code system} for the system's
 * @param cert a PEM file of the client certificate
 * @param key a PEM file of the client certificate's key
 */
record Tls(String mode, @Nullable String rootCert, @Nullable String cert, @Nullable String key) {

    static final String DISABLE = "disable";
    static final String PREFER = "prefer";

    /** The class name by which JDBC URLs ask for encryption without verification. */
    static final String NON_VALIDATING_FACTORY = "org.postgresql.ssl.NonValidatingFactory";

    private static final String REQUIRE = "require";

    private static final List<String> MODES = List.of(DISABLE, "allow", PREFER, REQUIRE, "verify-ca", "verify-full");
    private static final Set<String> VERIFYING = Set.of("verify-ca", "verify-full");

    /** The files in which Linux distributions keep the system's trusted authorities. */
    private static final List<Path> SYSTEM = List.of(Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"), Path.of("/etc/ssl/cert.pem"));

    /** Reads the options of a URL. */
    static Tls of(Map<String, String> parameters) {
        return new Tls(mode(parameters), parameters.get("sslrootcert"), parameters.get("sslcert"),
                parameters.get("sslkey"));
    }

    /** As in libpq, {@code ssl=true} requires encryption; asyncpg accepts a mode there. */
    private static String mode(Map<String, String> parameters) {
        String mode = parameters.get("sslmode");
        if (mode != null) {
            return mode;
        }
        String ssl = parameters.getOrDefault("ssl", "");
        if (Set.of("false", "0", "").contains(ssl)) {
            return parameters.containsKey("sslfactory") ? REQUIRE : "";
        }
        return Set.of("true", "1").contains(ssl) ? REQUIRE : ssl;
    }

    /**
     * Returns the effective options.
     *
     * @throws IllegalArgumentException when files are missing, with the line for the operator
     */
    Tls checked() {
        String given = known();
        // As in libpq: who names an authority wants it to be asked.
        String effective = given.equals(REQUIRE) && rootCert != null ? "verify-ca" : given;
        if (VERIFYING.contains(effective) && rootCert == null) {
            throw new IllegalArgumentException("sslmode " + effective
                    + " needs a root certificate: set POSTGRES_SSL_ROOT_CERT=/path/to/ca.crt, or =system");
        }
        if ((cert == null) != (key == null)) {
            throw new IllegalArgumentException("POSTGRES_SSL_CERT and POSTGRES_SSL_KEY must be set together");
        }
        return new Tls(effective, rootFile(rootCert), file("POSTGRES_SSL_CERT", cert), file("POSTGRES_SSL_KEY", key));
    }

    /** What is left of it on a socket of the file system: as in libpq every mode is taken, and nothing is encrypted. */
    Tls onSocket() {
        known();
        return new Tls(DISABLE, null, null, null);
    }

    /** The mode that is meant. */
    private String known() {
        String given = mode.isEmpty() ? PREFER : mode;
        if (!MODES.contains(given)) {
            throw new IllegalArgumentException("DATABASE_URL: sslmode must be one of " + String.join(", ", MODES));
        }
        return given;
    }

    boolean verifies() {
        return VERIFYING.contains(mode);
    }

    boolean verifiesTheName() {
        return mode.equals("verify-full");
    }

    private static @Nullable String rootFile(@Nullable String name) {
        if (!"system".equals(name)) {
            return file("POSTGRES_SSL_ROOT_CERT", name);
        }
        return SYSTEM.stream().filter(Files::isReadable).map(Path::toString).findFirst().orElseThrow(
                () -> new IllegalArgumentException(
                        "POSTGRES_SSL_ROOT_CERT=system: this system has no file of trusted authorities"));
    }

    private static @Nullable String file(String setting, @Nullable String name) {
        if (name != null && !Files.isReadable(Path.of(name))) {
            throw new IllegalArgumentException(setting + ": the file " + name + " cannot be read");
        }
        return name;
    }
}
