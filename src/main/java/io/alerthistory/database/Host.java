package io.alerthistory.database;

/**
 * The address of a server.
 *
 * @param name a name or an address; of an IPv6 address without brackets; of a Unix-domain socket its folder, which begins with
 *        a slash
 * @param port from 1 to 65535; of a socket a part of the file's name
 */
record Host(String name, int port) {

    static final int DEFAULT_PORT = 5432;

    boolean isSocket() {
        return name.startsWith("/");
    }

    /** The file of a socket, whose name is always the server's. */
    String file() {
        return (name.endsWith("/") ? name : name + "/") + ".s.PGSQL." + port;
    }

    /** As it stands in a URL. */
    String authority() {
        if (isSocket()) {
            return PercentEncoding.encode(name) + ":" + port;
        }
        return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    }
}
