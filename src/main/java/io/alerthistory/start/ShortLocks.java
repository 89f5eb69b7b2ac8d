package io.alerthistory.start;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

import io.alerthistory.database.SqliteCode;
import io.alerthistory.error.Causes;

/**
 * Bounds the wait for each lock of a migration to two seconds, because requests that need the same table queue behind it.
 * It is set before every statement: older scripts set a longer limit themselves.
 */
final class ShortLocks implements Callback {

    /** How often migrations are tried that do not get their locks. */
    static final int ATTEMPTS = 10;

    static final String SET_TIMEOUT = "set local lock_timeout = '2s'";

    /** PostgreSQL's lock_not_available. */
    private static final String NOT_AVAILABLE = "55P03";

    /** Whether another attempt may succeed: a lock was held by somebody else. */
    static boolean isLockTimeout(Throwable failure) {
        Optional<SQLException> cause = Causes.of(failure).filter(SQLException.class::isInstance).map(SQLException.class::cast)
                .reduce((outer, inner) -> inner);
        return cause.map(refused -> NOT_AVAILABLE.equals(refused.getSQLState()) || SqliteCode.BUSY.is(refused.getErrorCode()))
                .orElse(false);
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE_STATEMENT;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try (Statement statement = context.getConnection().createStatement()) {
            statement.execute(SET_TIMEOUT);
        } catch (SQLException failure) {
            throw new FlywayException("The lock timeout cannot be set", failure);
        }
    }

    @Override
    public String getCallbackName() {
        return "short locks";
    }
}
