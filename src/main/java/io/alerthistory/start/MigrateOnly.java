package io.alerthistory.start;

import java.util.List;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.CommandLineArguments;

/** Ends a process that was started only to migrate the schema. */
@Singleton
public class MigrateOnly {

    private final MigrationCommand command;

    MigrateOnly(@CommandLineArguments String[] arguments) {
        command = MigrationCommand.of(List.of(arguments));
    }

    MigrationCommand command() {
        return command;
    }

    void end(@Observes Started started) {
        if (command.isOneOff()) {
            Quarkus.asyncExit(0);
        }
    }
}
