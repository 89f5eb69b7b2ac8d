package io.alerthistory.start;

import java.util.List;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

import io.alerthistory.config.Settings;
import io.quarkus.runtime.StartupEvent;

/** Logs the effective settings and their origins at the start; secrets are masked. */
@Singleton
class ConfigurationLog {

    private static final Logger LOG = Logger.getLogger(ConfigurationLog.class);

    private final Config config;
    private final StartConfig start;

    ConfigurationLog(Config config, StartConfig start) {
        this.config = config;
        this.start = start;
    }

    void log(@Observes StartupEvent event) {
        Settings.of(config).shown().forEach(setting -> LOG.infof("%s", setting));
        start.remarks().orElse(List.of()).forEach(remark -> LOG.warnf("%s", remark));
    }
}
