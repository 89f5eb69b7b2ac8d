package io.alerthistory.start;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether the history is enabled, and the connection for migrations. */
@ConfigMapping(prefix = "history.start")
public interface StartConfig {

    boolean enabled();

    /** Whether the start migrates; otherwise it waits until somebody else has. */
    @WithDefault("true")
    boolean migrate();

    /** How long the server waits for the first attempt before it listens. */
    @WithDefault("3S")
    Duration patience();

    /** The host of the server that is migrated; empty for a file and on a Unix-domain socket. */
    Optional<String> host();

    @WithDefault("0")
    int port();

    /** The files of the Unix-domain sockets, one for each server; empty when the servers have addresses. */
    Optional<List<String>> sockets();

    /**
     * Where migrations connect to, without user and password; empty for a file. In the place of a socket stands an address
     * whose
     * port is the socket's place in {@link #sockets()}, counted from 1.
     */
    Optional<String> jdbcUrl();

    Optional<String> user();

    /** Empty when the server asks for none. */
    Optional<String> password();

    /** The path of the database file; empty for a server. */
    Optional<String> file();

    /** The variable that selects the database. */
    @WithDefault("DATABASE_URL")
    String source();

    /** A remark about a suspicious password, added when the server refuses it. */
    Optional<String> passwordRemark();

    /** Warnings about the selection of the database, for the log. */
    Optional<List<String>> remarks();
}
