package io.alerthistory.database;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a PostgreSQL URL as libpq does: {@code [user[:password]@][host[:port]][,...][/name][?parameter=value...]}. Every
 * refusal
 * is an {@link IllegalArgumentException} whose message begins with DATABASE_URL, says what to change and holds no secret.
 */
final class PostgresUrl {

    private static final String HOST = "host";
    private static final String SOCKET = "unix_sock";

    /** What consoles, templates and shells leave where something is to be filled in. */
    private static final Pattern PLACEHOLDER = Pattern
            .compile("\\$\\{\\w+}|\\$\\(\\w+\\)|\\{\\{? *[\\w.-]+ *}?}|\\[[\\w -]+]|<[\\w -]+>|\\*{4,}");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9._-]+)?");

    /** pg8000 and asyncpg take the file of a socket, whose last number is the port; libpq takes its folder. */
    private static final Pattern SOCKET_FILE = Pattern
            .compile("(?<folder>/(.*[^/])?)/*(?<=/)\\.s\\.PGSQL\\.(?<port>[0-9]{1,5})");

    /** Sockets are listed with commas between them. */
    private static final Pattern NOT_IN_SOCKET = Pattern.compile("[,\\p{Cntrl}]");

    /** As many as Linux has room for. */
    private static final int MAX_SOCKET_BYTES = 107;

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
        int last = path.lastIndexOf('/');
        if (at + 1 == authority.length() && path.startsWith("//") && last > 1 && !namesHost(parameters)) {
            parameters.put(HOST, path.substring(1, last)); // as Django takes a socket: //folder/name
            path = path.substring(last);
        }
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

    private static boolean namesHost(Map<String, String> parameters) {
        return !parameters.getOrDefault(HOST, parameters.getOrDefault(SOCKET, "")).isEmpty();
    }

    /**
     * Reads the hosts.
     *
     * @param hasUser whether a user stands before them; if not, a port may be a password whose host is missing
     */
    private static List<Host> hosts(String text, boolean hasUser, Map<String, String> parameters) {
        if (namesHost(parameters)) { // as in libpq, which lets it come before what stands in its place
            return hosts(parameters.getOrDefault(HOST, parameters.getOrDefault(SOCKET, "")),
                    parameters.getOrDefault("port", ""));
        }
        List<Host> hosts = new ArrayList<>();
        for (String host : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int colon = host.startsWith("[") ? host.indexOf(':', Math.max(host.indexOf(']'), 0)) : host.lastIndexOf(':');
            String name = colon < 0 ? host : host.substring(0, colon);
            String port = colon < 0 ? parameters.getOrDefault("port", "") : host.substring(colon + 1);
            if (!name.startsWith("[") && name.indexOf(':') >= 0) {
                throw new IllegalArgumentException("DATABASE_URL: an IPv6 address stands in brackets, like [::1]:5432");
            }
            hosts.add(host(name, port(port, hasUser)));
        }
        return alike(hosts);
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
            hosts.add(host(all[i],
                    port(numbers.length == 1 ? numbers[0] : i < numbers.length ? numbers[i] : "", true)));
        }
        return alike(hosts);
    }

    /** Sockets have no TLS, so one mode for them and for addresses would not do. */
    private static List<Host> alike(List<Host> hosts) {
        if (hosts.stream().map(Host::isSocket).distinct().count() > 1) {
            throw new IllegalArgumentException("DATABASE_URL names sockets of the file system and addresses; name only the ones"
                    + " or only the others");
        }
        return hosts;
    }

    private static Host host(String text, int port) {
        String name = name(text);
        if (!name.startsWith("/")) {
            return new Host(name, port);
        }
        Matcher file = SOCKET_FILE.matcher(name);
        Host socket = file.matches() ? new Host(file.group("folder"), port(file.group("port"), true)) : new Host(name, port);
        if (socket.file().getBytes(StandardCharsets.UTF_8).length > MAX_SOCKET_BYTES) {
            throw new IllegalArgumentException("DATABASE_URL: the path of the socket is longer than the " + MAX_SOCKET_BYTES
                    + " bytes that it may have; mount its folder under a shorter name");
        }
        return socket;
    }

    private static String name(String text) {
        refusePlaceholder("host", text);
        String name = PercentEncoding
                .decode(text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text);
        if (name.startsWith("/")) {
            if (NOT_IN_SOCKET.matcher(name).find()) {
                throw new IllegalArgumentException(
                        "DATABASE_URL: the path of a socket may have no comma and no control character");
            }
            return name;
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
