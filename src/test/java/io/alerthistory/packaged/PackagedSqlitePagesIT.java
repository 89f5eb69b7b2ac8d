package io.alerthistory.packaged;

import java.util.Map;

import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("io.alerthistory.support.Browser#isInstalled")
class PackagedSqlitePagesIT extends PackagedPages {

    @Override
    Map<String, String> database() {
        return Map.of();
    }
}
