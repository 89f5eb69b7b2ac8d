package io.alerthistory.access;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.database.DatabaseKind;
import io.alerthistory.error.Causes;
import io.alerthistory.error.ProblemException;
import io.alerthistory.request.Caller;
import io.alerthistory.request.Role;
import io.alerthistory.start.CommandName;
import io.alerthistory.start.OneOffCommand;
import io.alerthistory.start.StartConfig;
import io.alerthistory.start.TargetMigration;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** The command {@code keys}, for the first key, and for administrators who have none any more. */
@Singleton
class KeysCommand implements OneOffCommand {

    private static final Caller COMMAND_LINE = new Caller("command-line", Caller.Kind.COMMAND, Set.of(Role.ADMIN), null, null);
    private static final int DONE = 0;
    private static final int WRONG_USAGE = 1;
    private static final int FAILED = 2;
    private static final long MAX_SECONDS = 60;

    private final AccessKeys keys;
    private final OwnContext background;
    private final TargetMigration migration;
    private final DatabaseConfig database;
    private final StartConfig start;
    private final Clock clock;

    KeysCommand(AccessKeys keys, OwnContext background, TargetMigration migration, DatabaseConfig database, StartConfig start,
            Clock clock) {
        this.keys = keys;
        this.background = background;
        this.migration = migration;
        this.database = database;
        this.start = start;
        this.clock = clock;
    }

    @Override
    public CommandName name() {
        return CommandName.KEYS;
    }

    @Override
    public int run(List<String> arguments) throws InterruptedException {
        try {
            KeysArguments given = KeysArguments.of(arguments);
            requireDatabase();
            migration.runIfEmpty();
            perform(given);
            return DONE;
        } catch (IllegalArgumentException usage) {
            System.err.println(usage.getMessage());
            return WRONG_USAGE;
        } catch (ProblemException | IllegalStateException refused) {
            System.err.println("keys failed: " + Causes.firstLine(refused));
            return FAILED;
        }
    }

    private void requireDatabase() {
        if (!start.enabled()) {
            throw new IllegalStateException("the history is disabled: HISTORY_ENABLED is false");
        }
        if (database.kind() == DatabaseKind.SQLITE && database.file().isEmpty()) {
            throw new IllegalStateException("a database in memory would end with this command: name a file in DATABASE_URL");
        }
    }

    private void perform(KeysArguments given) throws InterruptedException {
        switch (given.action()) {
            case CREATE -> System.out.println(await(() -> keys.create(wanted(given))).key());
            case LIST -> await(keys::list).keys().forEach(key -> System.out.println(line(key)));
            case REVOKE -> {
                await(() -> keys.revoke(given.id()).replaceWith(true));
                System.err.println("The key " + given.id() + " is revoked; every replica refuses it within 10 seconds");
            }
        }
    }

    private CreateAccessKey wanted(KeysArguments given) {
        return new CreateAccessKey(given.name(), given.roles(),
                given.expires() == null ? null : Micros.of(clock.instant().plus(given.expires())));
    }

    private <T> T await(Supplier<Uni<T>> work) throws InterruptedException {
        try {
            return background.run(() -> {
                COMMAND_LINE.enter();
                return work.get();
            }).subscribeAsCompletionStage().get(MAX_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ProblemException problem ? problem
                    : new IllegalStateException(Causes.firstLine(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the database did not respond in time", e);
        }
    }

    /** A name is written by a person, and may not look like another key. */
    private static String line(ShownAccessKey key) {
        return String.format("%s  %-24s  %-20s  created %s by %s%s%s%s", key.id(), onOneLine(key.name()),
                key.roles().stream().map(Role::jsonName).collect(Collectors.joining(",")), time(key.createdAtUs()),
                onOneLine(key.createdBy()), part("expires", key.expiresAtUs()), part("last used", key.lastUsedAtUs()),
                part("revoked", key.revokedAtUs()));
    }

    private static String part(String what, @Nullable Long us) {
        return us == null ? "" : "  " + what + " " + time(us);
    }

    private static String onOneLine(String text) {
        return Objects.requireNonNull(text).replaceAll("\\p{Cntrl}+", " ");
    }

    private static Instant time(long us) {
        return Instant.ofEpochSecond(us / 1_000_000);
    }
}
