package io.alerthistory.backup;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.alerthistory.start.VerifiedBackups;

/** Says to migrations, which may require a recent backup, when the newest verified one was made. */
@Singleton
final class NewestVerifiedBackup implements VerifiedBackups {

    private final Backups backups;

    NewestVerifiedBackup(Backups backups) {
        this.backups = backups;
    }

    @Override
    public Optional<Long> newestVerifiedUs() {
        return backups.newestVerifiedUs();
    }
}
