package io.alerthistory.start;

import java.util.List;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.CommandLineArguments;

/** Ends a process that was started only to migrate the schema. */
@Singleton
public class MigrateOnly {

    /** The command-line argument of such a process. */
    public static final String ARGUMENT = "migrate";

    private final List<String> arguments;

    MigrateOnly(@CommandLineArguments String[] arguments) {
        this.arguments = List.of(arguments);
    }

    void end(@Observes Started started) {
        if (arguments.contains(ARGUMENT)) {
            Quarkus.asyncExit(0);
        }
    }
}
