package io.alerthistory.start;

import java.util.List;

/**
 * A command of the process that does its work and ends, beside {@code migrate}. It runs without the HTTP server, on a
 * thread of its own that may block, before anything else uses the database. Its implementations are beans.
 */
public interface OneOffCommand {

    /** Which command of {@link CommandName} it is. */
    CommandName name();

    /**
     * Does the work. The result is on stdout, reasons of failures on stderr.
     *
     * @param arguments what follows the name of the command
     * @return the exit code of the process; 1 after a wrong usage
     */
    int run(List<String> arguments) throws InterruptedException;
}
