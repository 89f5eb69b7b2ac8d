package io.alerthistory.database;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * What may follow the question mark of a PostgreSQL URL: libpq's names, and those that drivers and providers add. Each is
 * honoured, or of no consequence here, or refused with a line that says what to do instead. docs/configuration.md has the
 * table.
 */
final class UrlParameters {

    private static final Set<String> HONOURED = Set.of("user", "password", "host", "port", "dbname", "passfile", "sslmode",
            "ssl",
            "sslcert", "sslkey", "sslrootcert", "sslfactory", "connect_timeout", "connectTimeout", "application_name",
            "ApplicationName", "fallback_application_name", "options", "currentSchema", "search_path", "schema",
            "channel_binding", "channelBinding", "target_session_attrs", "targetServerType", "pgbouncer", "unix_sock");

    /** How a driver works inside, or what the service does anyway. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("keepalives", "keepalives_idle", "keepalives_interval",
            "keepalives_count", "tcp_user_timeout", "tcpKeepAlive", "load_balance_hosts", "loadBalanceHosts", "sslsni",
            "sslcompression", "krbsrvname", "min_protocol_version", "reWriteBatchedInserts", "stringtype", "binaryTransfer",
            "prepareThreshold", "preparedStatementCacheQueries", "preparedStatementCacheSizeMiB", "defaultRowFetchSize",
            "prepared_statement_cache_size", "statement_cache_size", "prepared_statements", "uselibpqcompat",
            "connection_limit",
            "pool_timeout", "supa", "workaround");

    /** Of these only values that ask for what happens anyway. */
    private static final Map<String, Set<String>> LIMITED = Map.of(
            "client_encoding", Set.of("utf8", "UTF8", "utf-8", "UTF-8", "unicode", "UNICODE", "auto"),
            "gssencmode", Set.of("disable", "prefer"),
            "gssEncMode", Set.of("disable", "allow", "prefer"),
            "sslnegotiation", Set.of("postgres"),
            "sslNegotiation", Set.of("postgres"),
            "sslcertmode", Set.of("allow"),
            "requiressl", Set.of("0"),
            "ssl_min_protocol_version", Set.of("TLSv1", "TLSv1.1", "TLSv1.2"));

    private static final String LEAVE_IT_OUT = "leave it out";
    private static final String QUERY_TIMEOUT = "set DATABASE_QUERY_TIMEOUT instead";
    private static final String PROXY = "run the Cloud SQL Auth Proxy and name as the host the address at which it listens, or"
            + " the folder of its socket: host=/cloudsql/project:region:instance";

    private static final Map<String, String> ADVICE = Map.ofEntries(
            Map.entry("hostaddr", "write the address in place of the host's name"),
            Map.entry("service", "write out in the URL what the service's file says"),
            Map.entry("servicefile", "write out in the URL what the service's file says"),
            Map.entry("sslpassword", "store the key without a passphrase: openssl pkcs8 -topk8 -nocrypt"),
            Map.entry("sslcrl", "leave it out; lists of revoked certificates are not read"),
            Map.entry("sslcrldir", "leave it out; lists of revoked certificates are not read"),
            Map.entry("ssl_min_protocol_version", "set it in the server; TLS 1.2 is the least that is spoken here"),
            Map.entry("ssl_max_protocol_version", "set it in the server"),
            Map.entry("sslnegotiation", "leave it out; the encryption is asked for first"),
            Map.entry("require_auth", "leave it out; the server's pg_hba.conf decides"),
            Map.entry("requireAuth", "leave it out; the server's pg_hba.conf decides"),
            Map.entry("client_encoding", "leave it out; texts are sent in UTF-8"),
            Map.entry("gssencmode", "use sslmode; GSSAPI is not supported"),
            Map.entry("statement_timeout", QUERY_TIMEOUT),
            Map.entry("socketTimeout", QUERY_TIMEOUT),
            Map.entry("socket_timeout", QUERY_TIMEOUT),
            Map.entry("command_timeout", QUERY_TIMEOUT),
            Map.entry("loginTimeout", "set connect_timeout instead"),
            Map.entry("socketFactory", PROXY),
            Map.entry("cloudSqlInstance", PROXY),
            Map.entry("sslfactory", "set sslmode instead"));

    private UrlParameters() {
    }

    /**
     * Reads them; percent-encoded values are decoded.
     *
     * @param query what follows the question mark; null when there is none
     * @throws IllegalArgumentException when one is not known or cannot be honoured; the message begins with DATABASE_URL and
     *         holds no value
     */
    static Map<String, String> read(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query == null) {
            return parameters;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (name.isEmpty()) {
                continue;
            }
            check(name);
            if (equals < 0) {
                throw new IllegalArgumentException("DATABASE_URL: the parameter " + name + " has no value");
            }
            parameters.put(name, PercentEncoding.decode(pair.substring(equals + 1)));
        }
        parameters.forEach(UrlParameters::check);
        return parameters;
    }

    private static void check(String name) {
        if (HONOURED.contains(name) || WITHOUT_EFFECT.contains(name) || LIMITED.containsKey(name)) {
            return;
        }
        if (ADVICE.containsKey(name)) {
            throw refused(name);
        }
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,62}")) { // it may be a part of a password
            throw new IllegalArgumentException("DATABASE_URL: what follows the ? must be parameters like sslmode=require");
        }
        throw new IllegalArgumentException("DATABASE_URL: the parameter " + name + " is not known; it takes "
                + String.join(", ", new TreeSet<>(HONOURED)) + ". A parameter of the server can be set for the role:"
                + " ALTER ROLE ... SET ...");
    }

    private static void check(String name, String value) {
        Set<String> possible = LIMITED.get(name);
        boolean refused = possible != null && !value.isEmpty() && !possible.contains(value);
        if (refused || (name.equals("sslfactory") && !value.equals(Tls.NON_VALIDATING_FACTORY))) {
            throw refused(name);
        }
    }

    private static IllegalArgumentException refused(String name) {
        return new IllegalArgumentException("DATABASE_URL: the parameter " + name + " cannot be honoured: "
                + ADVICE.getOrDefault(name, LEAVE_IT_OUT));
    }
}
