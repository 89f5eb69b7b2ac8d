package io.alerthistory.packaged;

import java.util.Map;

import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("io.alerthistory.support.Browser#isInstalled")
class PackagedSqliteAlertPagesIT extends PackagedAlertPages {

    @Override
    Map<String, String> database() {
        return Map.of();
    }
}
