package io.alerthistory.packaged;

import java.util.Map;

import org.junit.jupiter.api.condition.EnabledIf;

import io.alerthistory.support.PostgresServer;

@EnabledIf("io.alerthistory.support.Browser#isInstalled")
class PackagedPostgresAlertPagesIT extends PackagedAlertPages {

    @Override
    Map<String, String> database() throws Exception {
        return Map.of("DATABASE_URL", "postgresql://postgres:postgres@localhost:" + PostgresServer.port() + "/"
                + PostgresServer.createDatabase());
    }
}
