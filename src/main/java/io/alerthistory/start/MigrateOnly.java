package io.alerthistory.start;

import java.util.List;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.CommandLineArguments;

/** Ends a process that was started only to migrate the schema. */
@Singleton
public class MigrateOnly {

    private final List<String> arguments;
    private final MigrationCommand command;

    MigrateOnly(@CommandLineArguments String[] arguments) {
        this.arguments = List.of(arguments);
        command = MigrationCommand.of(this.arguments);
    }

    List<String> arguments() {
        return arguments;
    }

    MigrationCommand command() {
        return command;
    }

    /** Whether the process ends when its command is done, and never serves. */
    public boolean isOneOff() {
        return command.isOneOff();
    }

    void end(@Observes Started started) {
        if (command.isOneOff()) {
            Quarkus.asyncExit(0);
        }
    }
}
