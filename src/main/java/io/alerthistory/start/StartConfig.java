package io.alerthistory.start;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether there is a history at all, and where its migrations are run. */
@ConfigMapping(prefix = "history.start")
public interface StartConfig {

    boolean enabled();

    /** How long the first attempt is waited for before the service listens all the same. */
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

    /** The file of the history; empty for a server. */
    Optional<String> file();

    /** The variable that says which database it is. */
    @WithDefault("DATABASE_URL")
    String source();

    /** What of the password strikes, should the server refuse it. */
    Optional<String> passwordRemark();

    /** What the log should tell of the choice of the database. */
    Optional<List<String>> remarks();
}
