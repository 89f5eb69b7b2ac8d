package io.alerthistory.database;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/** How the JDBC driver is told what a URL of PostgreSQL says, without user, password and options. */
final class JdbcParameters {

    private JdbcParameters() {
    }

    /** JDBC has no way to write a socket: in its place stands an address whose port is the socket's place in the list. */
    static String authority(DatabaseUrl.Postgresql url) {
        return url.onSocket()
                ? IntStream.rangeClosed(1, url.hosts().size()).mapToObj(place -> "127.0.0.1:" + place)
                        .collect(Collectors.joining(","))
                : url.authority();
    }

    /** The parameters by name, in the order in which a URL has them. */
    static Map<String, String> of(DatabaseUrl.Postgresql url, String applicationName) {
        SessionOptions session = url.session();
        long connectSeconds = session.connectTimeout().toSeconds();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("sslmode", url.tls().mode());
        parameters.put("connectTimeout", Long.toString(connectSeconds));
        parameters.put("loginTimeout", Long.toString(connectSeconds + 5));
        parameters.put("tcpKeepAlive", "true");
        parameters.put("ApplicationName", applicationName);
        put(parameters, "sslrootcert", url.tls().rootCert());
        put(parameters, "sslcert", url.tls().cert());
        put(parameters, "sslkey", url.tls().key());
        put(parameters, "currentSchema", session.searchPath());
        put(parameters, "channelBinding", session.channelBinding().equals("require") ? "require" : null);
        put(parameters, "targetServerType", url.needsPrimary() ? "primary" : null);
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }
}
