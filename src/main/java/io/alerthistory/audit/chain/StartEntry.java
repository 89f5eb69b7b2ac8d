package io.alerthistory.audit.chain;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.Audits;
import io.alerthistory.config.Setting;
import io.alerthistory.config.Settings;
import io.alerthistory.json.Sha256;
import io.alerthistory.start.Started;

/** Writes that the service started, with a digest of its configuration: two starts with the same one are alike. */
@Singleton
class StartEntry {

    private static final Logger LOG = Logger.getLogger(StartEntry.class);
    private static final int RETRIES = 5;
    private static final Duration MIN_BACKOFF = Duration.ofSeconds(1);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);

    private final Audits audits;
    private final Config config;

    StartEntry(Audits audits, Config config) {
        this.audits = audits;
        this.config = config;
    }

    void write(@Observes Started started) {
        Settings settings = Settings.of(config);
        audits.append(audits.entry(AuditAction.SERVICE_START, settings.value(Setting.POD_ID).orElse(null),
                Map.of("configuration_sha256", digest(settings))))
                .onFailure().retry().withBackOff(MIN_BACKOFF, MAX_BACKOFF).atMost(RETRIES)
                .subscribe().with(row -> LOG.debugf("The start is row %d of the audit log", row.seq()),
                        failure -> LOG.warnf("The audit log does not have this start: %s", failure.getMessage()));
    }

    /** Secrets are masked: a digest of them could be guessed. The pod's name is the target. */
    private static String digest(Settings settings) {
        return Sha256.hexOf(settings.shown().stream().filter(setting -> setting.setting() != Setting.POD_ID)
                .map(setting -> setting.setting() + "=" + setting.value()).collect(Collectors.joining("\n")));
    }
}
