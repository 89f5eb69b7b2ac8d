package io.alerthistory.selftest;

import io.smallrye.config.ConfigMapping;

/** Whether the service tests its database when it is asked to. */
@ConfigMapping(prefix = "history.self-tests")
public interface SelfTestConfig {

    boolean enabled();
}
