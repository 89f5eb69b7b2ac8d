package io.alerthistory.start;

import java.sql.SQLException;
import java.util.OptionalInt;

import jakarta.inject.Singleton;

import io.alerthistory.rehearsal.RehearsalReport;
import io.alerthistory.rehearsal.Verdict;

/** Does what a process was started for that neither migrates nor serves. The report is what it prints. */
@Singleton
class MigrationAnswers {

    private static final int DONE = 0;
    private static final int IMPOSSIBLE = 1;

    private final MigrationSafety safety;

    MigrationAnswers(MigrationSafety safety) {
        this.safety = safety;
    }

    /**
     * Does it.
     *
     * @return the exit code; empty when the process migrates or serves
     * @throws Refusal when it cannot be done
     */
    OptionalInt answer(MigrationCommand command, Migrations migrations) throws SQLException {
        int exitCode = DONE;
        switch (command.action()) {
            case STATUS -> migrations.status().forEach(System.out::println);
            case SAFETY -> exitCode = rehearse(String.valueOf(command.target()), migrations);
            case ROLLBACK -> {
                if (!command.withoutBackup()) {
                    safety.missingBackup().ifPresent(reason -> {
                        throw new Refusal("a rollback drops what newer migrations have added, and " + reason);
                    });
                }
                System.out.println("Undone: " + migrations.rollback(String.valueOf(command.target())));
            }
            default -> {
                return OptionalInt.empty();
            }
        }
        System.out.flush();
        return OptionalInt.of(exitCode);
    }

    private int rehearse(String target, Migrations migrations) throws SQLException {
        if (!migrations.knows(target)) {
            throw new Refusal("there is no migration to version " + target + ": migrate status lists those there are");
        }
        RehearsalReport report = safety.report(target);
        report.lines().forEach(System.out::println);
        return report.verdict() == Verdict.IMPOSSIBLE ? IMPOSSIBLE : DONE;
    }
}
