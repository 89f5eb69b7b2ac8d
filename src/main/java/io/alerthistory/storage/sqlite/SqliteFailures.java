package io.alerthistory.storage.sqlite;

import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import io.alerthistory.database.SqliteCode;
import io.alerthistory.error.Causes;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;

/** Which failure is the client's, which the database's. The result code decides, never the text of a message. */
final class SqliteFailures {

    private SqliteFailures() {
    }

    static Throwable explain(Throwable failure) {
        Optional<ProblemException> problem = Causes.find(failure, ProblemException.class);
        if (problem.isPresent()) {
            return problem.get();
        }
        boolean unavailable = Causes.of(failure).anyMatch(cause -> cause instanceof RejectedExecutionException
                || cause instanceof TimeoutException || cause instanceof java.sql.SQLTransientException
                || (cause instanceof SQLiteException refused
                        && SqliteCode.of(refused.getResultCode().code).filter(SqliteCode::isTransient).isPresent()));
        return unavailable
                ? new ProblemException(ErrorCode.DATABASE_UNAVAILABLE, "The database does not answer; try again", failure)
                : failure;
    }

    static boolean isForeignKey(Throwable failure) {
        return Causes.of(failure).anyMatch(cause -> cause instanceof SQLiteException refused
                && refused.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_FOREIGNKEY);
    }
}
