package io.alerthistory.database;

import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a PostgreSQL URL as libpq does: {@code [user[:password]@][host[:port]][,...][/name][?parameter=value...]}. Every
 * refusal
 * is an {@link IllegalArgumentException} whose message begins with DATABASE_URL, says what to change and holds no secret.
 */
final class PostgresUrl {

    /** What consoles, templates and shells leave where something is to be filled in. */
    private static final Pattern PLACEHOLDER = Pattern
            .compile("\\$\\{\\w+}|\\$\\(\\w+\\)|\\{\\{? *[\\w.-]+ *}?}|\\[[\\w -]+]|<[\\w -]+>|\\*{4,}");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9._-]+)?");

    private PostgresUrl() {
    }

    /**
     * Reads what follows the scheme.
     *
     * @return perhaps without a user and a password, which may stand elsewhere
     */
    static DatabaseUrl.Postgresql parse(String scheme, String rest) {
        int end = firstOf(rest, "/?#");
        String authority = rest.substring(0, end);
        String tail = rest.substring(end);
        int at = authority.indexOf('@');
        if (at != authority.lastIndexOf('@') || tail.indexOf('@') >= 0 || tail.indexOf('#') >= 0) {
            throw PercentEncoding.refused();
        }
        String[] user = at < 0 ? new String[] { "" } : authority.substring(0, at).split(":", -1);
        if (user.length > 2) {
            throw PercentEncoding.refused();
        }
        for (int i = 0; i < user.length; i++) {
            refusePlaceholder(i == 0 ? "user" : "password", user[i]);
        }
        int question = tail.indexOf('?');
        Map<String, String> parameters = UrlParameters.read(question < 0 ? null : tail.substring(question + 1));
        refusePlaceholder("password", parameters.getOrDefault("password", ""));
        String path = question < 0 ? tail : tail.substring(0, question);
        String name = path.startsWith("/") ? path.substring(1) : path;
        refusePlaceholder("database's name", name);
        String database = parameters.getOrDefault("dbname", PercentEncoding.decode(name));
        List<Host> hosts = hosts(authority.substring(at + 1), at >= 0, parameters);
        if (hosts.isEmpty() || database.isEmpty()) {
            throw new IllegalArgumentException("DATABASE_URL names no host or no database; write " + DatabaseUrl.EXAMPLE);
        }
        SessionOptions session = SessionOptions.of(parameters);
        return new DatabaseUrl.Postgresql(scheme, hosts, database,
                user[0].isEmpty() ? parameters.getOrDefault("user", "") : PercentEncoding.decode(user[0]),
                user.length < 2 ? parameters.getOrDefault("password", "") : PercentEncoding.decode(user[1]),
                Tls.of(parameters), session, parameters.get("passfile"));
    }

    private static void refusePlaceholder(String where, String text) {
        if (PLACEHOLDER.matcher(text).matches()) {
            throw new IllegalArgumentException("DATABASE_URL: a placeholder stands where the " + where + " belongs; write the "
                    + where + " itself, percent-encoded");
        }
    }

    /**
     * Reads the hosts.
     *
     * @param hasUser whether a user stands before them; if not, a port may be a password whose host is missing
     */
    private static List<Host> hosts(String text, boolean hasUser, Map<String, String> parameters) {
        String names = parameters.getOrDefault("host", "");
        if (!names.isEmpty()) { // as in libpq, which lets it come before what stands in its place
            return hosts(names, parameters.getOrDefault("port", ""));
        }
        List<Host> hosts = new ArrayList<>();
        for (String host : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int colon = host.startsWith("[") ? host.indexOf(':', Math.max(host.indexOf(']'), 0)) : host.lastIndexOf(':');
            String name = colon < 0 ? host : host.substring(0, colon);
            String port = colon < 0 ? parameters.getOrDefault("port", "") : host.substring(colon + 1);
            if (!name.startsWith("[") && name.indexOf(':') >= 0) {
                throw new IllegalArgumentException("DATABASE_URL: an IPv6 address stands in brackets, like [::1]:5432");
            }
            hosts.add(new Host(name(name), port(port, hasUser)));
        }
        return hosts;
    }

    /**
     * Reads lists of hosts and ports, separated by commas; one port holds for all.
     *
     * @throws IllegalArgumentException with a message that begins with DATABASE_URL
     */
    static List<Host> hosts(String names, String ports) {
        String[] all = names.split(",", -1);
        String[] numbers = ports.split(",", -1);
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            hosts.add(new Host(name(all[i]),
                    port(numbers.length == 1 ? numbers[0] : i < numbers.length ? numbers[i] : "", true)));
        }
        return hosts;
    }

    private static String name(String text) {
        refusePlaceholder("host", text);
        String name = PercentEncoding
                .decode(text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text);
        if (name.startsWith("/")) {
            throw new IllegalArgumentException("DATABASE_URL names a socket of the file system, which cannot be used;"
                    + " name an address instead: that of the server, or of a proxy (for Cloud SQL its Auth Proxy), as in "
                    + DatabaseUrl.EXAMPLE);
        }
        if (name.isEmpty()) {
            throw new IllegalArgumentException("DATABASE_URL names no host or no database; write " + DatabaseUrl.EXAMPLE);
        }
        return IPV6.matcher(name).matches() ? name : toAscii(name);
    }

    /** Names may have letters of every language; the name service knows them in ASCII. */
    private static String toAscii(String name) {
        try {
            String ascii = IDN.toASCII(name, IDN.ALLOW_UNASSIGNED);
            if (NAME.matcher(ascii).matches()) {
                return ascii;
            }
        } catch (IllegalArgumentException notAName) { // told below
        }
        throw new IllegalArgumentException("DATABASE_URL: what stands for the host is no name and no address; write "
                + DatabaseUrl.EXAMPLE);
    }

    private static int port(String text, boolean mayBeShown) {
        if (text.isEmpty()) {
            return Host.DEFAULT_PORT;
        }
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) { // told below
        }
        throw new IllegalArgumentException("DATABASE_URL: the port " + (mayBeShown ? text + " " : "")
                + "must be a number from 1 to 65535; write " + DatabaseUrl.EXAMPLE);
    }

    private static int firstOf(String text, String characters) {
        int i = 0;
        while (i < text.length() && characters.indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }
}
