package io.alerthistory.http;

import io.alerthistory.support.BehindProxy;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(BehindProxy.class)
class SqliteProxyHttpTest implements AuthorsHttpContract {
}
