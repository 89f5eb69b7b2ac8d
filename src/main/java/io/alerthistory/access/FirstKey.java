package io.alerthistory.access;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.AuditEntry;
import io.alerthistory.audit.Audits;
import io.alerthistory.error.Causes;
import io.alerthistory.request.Role;
import io.alerthistory.start.CommandName;
import io.alerthistory.start.Started;
import io.alerthistory.time.Micros;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.CommandLineArguments;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * The way in to a new installation: a key for an administrator in the file BOOTSTRAP_ADMIN_KEY_FILE, or the command that
 * makes one, in the log.
 */
@Singleton
class FirstKey {

    private static final Logger LOG = Logger.getLogger(FirstKey.class);
    private static final String NAME = "bootstrap";

    private final AccessConfig config;
    private final AccessKeyStore store;
    private final OwnContext background;
    private final Audits audits;
    private final Clock clock;
    private final boolean isCommand;

    FirstKey(AccessConfig config, AccessKeyStore store, OwnContext background, Audits audits, Clock clock,
            @CommandLineArguments String[] arguments) {
        this.config = config;
        this.store = store;
        this.audits = audits;
        this.background = background;
        this.clock = clock;
        isCommand = CommandName.of(List.of(arguments)).isPresent();
    }

    void begin(@Observes Started started) {
        if (isCommand || !config.mode().contains(AuthMode.KEY)) {
            return;
        }
        Optional<KeyFile> file = config.bootstrapKeyFile().map(Path::of).map(KeyFile::new);
        background.run(() -> store.list(1)).map(List::isEmpty).emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(isFirst -> file.isPresent() ? use(file.get(), isFirst) : hint(isFirst)).subscribe().with(done -> {
                }, FirstKey::report);
    }

    private Uni<Void> use(KeyFile file, boolean isFirst) {
        if (!file.exists() && !isFirst) {
            return Uni.createFrom().voidItem(); // somebody has keys already
        }
        KeyText text = file.exists() ? file.read() : KeyText.random(new SecureRandom());
        if (!file.exists()) {
            file.write(text); // before the database has it: a key that nobody has would be in the way of the next start
        }
        AccessKey key = AccessKeys.of(text, NAME, List.of(Role.ADMIN), null, Micros.now(clock));
        AuditEntry entry = audits.entry(AuditAction.KEY_CREATE, key.id(), AccessKeys.facts(key));
        return background.run(() -> store.createIfAbsent(key, entry)).invoke(isNew -> {
            if (isNew) {
                LOG.infof("The key %s of the file BOOTSTRAP_ADMIN_KEY_FILE now opens the service for an administrator",
                        text.id());
            }
        }).replaceWithVoid();
    }

    private static Uni<Void> hint(boolean isFirst) {
        if (isFirst) {
            LOG.warn("There is no access key yet, so nobody can sign in with one. Make the first with the command:"
                    + " keys create --name NAME --role admin");
        }
        return Uni.createFrom().voidItem();
    }

    private static void report(Throwable failure) {
        if (failure instanceof IllegalStateException file) {
            System.err.println("alert-history cannot start: BOOTSTRAP_ADMIN_KEY_FILE: " + file.getMessage());
            System.err.flush();
            Quarkus.asyncExit(1);
            return;
        }
        LOG.errorf("The access keys cannot be read: %s", Causes.firstLine(failure));
    }
}
