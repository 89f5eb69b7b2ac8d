package io.alerthistory.selftest;

import java.time.Duration;

import io.smallrye.mutiny.Uni;

/** The port for self-tests, beside the ports that they test. */
public interface TestBeds {

    /**
     * Opens the tables of a test.
     *
     * @param name of the schema, or the path of the file
     */
    TestBed open(String name);

    /** Why statements cannot be directed to other tables; empty when they can. */
    String obstacle();

    /** The number of connections, or of threads with one each, that requests share. */
    int maxConnections();

    /** Runs a statement as a request would, and names the connection that it ran on. */
    Uni<String> connection();

    /** The clock of the database, in microseconds since the epoch. */
    Uni<Long> clockUs();

    /** Runs a statement of 10 s that may take so long; fails when it was ended. */
    Uni<Void> longStatement(Duration limit);
}
