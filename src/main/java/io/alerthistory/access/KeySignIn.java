package io.alerthistory.access;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.alerthistory.error.Causes;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.request.Caller;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** Finds out who sends a key. Reads a key of the database at most once in a few seconds. */
@Singleton
public class KeySignIn {

    private static final Logger LOG = Logger.getLogger(KeySignIn.class);
    private static final long NOTED_EVERY_US = Duration.ofMinutes(1).toNanos() / 1000;

    private final AccessKeyStore store;
    private final Clock clock;
    private final OwnContext background;
    private final KeyCache cache;

    /** When the use of a key was last noted. */
    private final Map<String, Long> noted = new ConcurrentHashMap<>();

    KeySignIn(AccessKeyStore store, Clock clock, OwnContext background) {
        this.store = store;
        this.clock = clock;
        this.background = background;
        cache = new KeyCache(id -> background.run(() -> store.find(id)), clock);
    }

    /**
     * Finds the owner of a key.
     *
     * @throws ProblemException in the Uni: 401 when nobody owns it, 503 when that cannot be found out
     */
    public Uni<Caller> signIn(String sent) {
        Optional<KeyText> key = KeyText.parse(sent);
        if (key.isEmpty()) {
            return Uni.createFrom().failure(new ProblemException(ErrorCode.UNAUTHENTICATED,
                    "The credential is no access key, or was copied wrong: its check characters do not fit"));
        }
        return cache.find(key.get().id()).onFailure().transform(KeySignIn::unavailable)
                .map(found -> found.filter(one -> one.isOpenedBy(key.get().hash(), Micros.now(clock))).map(this::used)
                        .orElseThrow(KeySignIn::unknown));
    }

    /**
     * Returns what finds out later whether a key is still valid, for a connection that stays open. It keeps the hash of the
     * secret and not the secret. While the database cannot be asked, the key counts as valid.
     */
    public Supplier<Uni<Boolean>> renewal(String sent) {
        return KeyText.parse(sent).<Supplier<Uni<Boolean>>> map(key -> {
            SecretHash hash = key.hash();
            return () -> cache.find(key.id())
                    .map(found -> found.filter(one -> one.isOpenedBy(hash, Micros.now(clock))).isPresent())
                    .onFailure().recoverWithItem(true);
        }).orElse(() -> Uni.createFrom().item(false));
    }

    /** Forgets what is known of a key, because it has changed. */
    void changed(String id) {
        cache.forget(id);
    }

    private static ProblemException unknown() {
        return new ProblemException(ErrorCode.UNAUTHENTICATED,
                "No access key is valid with this secret: it is unknown, revoked or expired");
    }

    private static Throwable unavailable(Throwable failure) {
        LOG.debugf("A key cannot be read: %s", Causes.firstLine(failure));
        return new ProblemException(ErrorCode.DATABASE_UNAVAILABLE,
                "The access key cannot be verified, because the database is not available", failure);
    }

    private Caller used(AccessKey key) {
        noteUse(key);
        return new Caller(key.name(), Caller.Kind.KEY, EnumSet.copyOf(key.roles()), null, null);
    }

    private void noteUse(AccessKey key) {
        long now = Micros.now(clock);
        Long before = noted.get(key.id());
        if (before != null && Math.abs(now - before) < NOTED_EVERY_US) {
            return;
        }
        if (noted.size() >= KeyCache.MAX_KEYS) {
            noted.clear();
        }
        boolean isOurs = before == null ? noted.putIfAbsent(key.id(), now) == null : noted.replace(key.id(), before, now);
        if (isOurs && (key.lastUsedAtUs() == null || now - key.lastUsedAtUs() >= NOTED_EVERY_US)) {
            background.run(() -> store.noteUse(key.id(), now, now - NOTED_EVERY_US)).subscribe().with(done -> {
            }, failure -> LOG.debugf("The use of a key was not noted: %s", Causes.firstLine(failure)));
        }
    }
}
