package io.alerthistory.database;

/**
 * Where a server listens.
 *
 * @param name a name or an address; of an IPv6 address without brackets
 * @param port from 1 to 65535
 */
record Host(String name, int port) {

    static final int DEFAULT_PORT = 5432;

    /** As it stands in a URL. */
    String authority() {
        return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    }
}
