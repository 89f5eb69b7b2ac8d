package io.alerthistory.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class SettingsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "POSTGRES_POOL_SIZE | POSTGRES_POOL_SIZE=7 | 7 | POSTGRES_POOL_SIZE",
            "POSTGRES_POOL_SIZE | DB_POOL_SIZE=8 DATABASE_POOL_SIZE=9 | 8 | DB_POOL_SIZE",
            "POSTGRES_POOL_SIZE | DATABASE_POOL_SIZE=9 | 9 | DATABASE_POOL_SIZE",
            "POSTGRES_POOL_SIZE | DATABASE_POOL_SIZE=9 POSTGRES_POOL_SIZE=7 | 7 | POSTGRES_POOL_SIZE",
            "POSTGRES_POOL_SIZE | ENV=staging | 20 | default",
            "POSTGRES_POOL_SIZE | A=1 | 5 | default",
            "POSTGRES_POOL_TIMEOUT | A=1 | 30 | default",
            "POSTGRES_POOL_TIMEOUT | ENVIRONMENT=production | 5 | default",
            "POSTGRES_POOL_TIMEOUT | DB_POOL_TIMEOUT=0.5 | 0.5 | DB_POOL_TIMEOUT",
            "DATABASE_QUERY_TIMEOUT | DATABASE_QUERY_TIMEOUT=7 | 7 | DATABASE_QUERY_TIMEOUT",
            "DATABASE_SLOW_QUERY_THRESHOLD | A=1 | 200 | default",
            "ORPHANED_SESSION_TIMEOUT_MINUTES | ORPHANED_SESSION_TIMEOUT_MINUTES=90.5 | 90.5 | ORPHANED_SESSION_TIMEOUT_MINUTES",
            "ENVIRONMENT | ENV=prod | production | ENV",
            "DATABASE_HOST | POSTGRES_HOST=h | h | POSTGRES_HOST",
            "DATABASE_PORT | POSTGRES_PORT=tcp://10.0.0.1:5432 | 5432 | default",
            "DATABASE_NAME | POSTGRES_DB=d | d | POSTGRES_DB",
            "DATABASE_DIRECT_URL | DATABASE_URL_SYNC=x | x | DATABASE_URL_SYNC",
            "DATABASE_URL | DATABASE_URL_PROD=p DATABASE_URL=d | d | DATABASE_URL",
            "DATABASE_URL | DATABASE_URL_PROD=p DATABASE_URL=d ENV=prod | p | DATABASE_URL_PROD",
            "DATABASE_URL | DATABASE_URL=d ENV=staging | d | DATABASE_URL",
            "HISTORY_ENABLED | HISTORY_ENABLED=No | false | HISTORY_ENABLED",
            "HISTORY_RETENTION_DAYS | HISTORY_RETENTION_DAYS=0 | 0 | HISTORY_RETENTION_DAYS",
            "HISTORY_CLEANUP_INTERVAL_HOURS | HISTORY_CLEANUP_INTERVAL_HOURS=0.5 | 0.5 | HISTORY_CLEANUP_INTERVAL_HOURS",
            "LOG_LEVEL | LOG_LEVEL=debug | DEBUG | LOG_LEVEL",
            "AUTH_ROLE_MAP | OIDC_ROLE_MAP=sre=operator,cn=ops=admin | sre=operator,cn=ops=admin | OIDC_ROLE_MAP",
            "AUTH_ROLE_MAP | OIDC_ROLE_MAP=a=admin AUTH_ROLE_MAP=b=agent | b=agent | AUTH_ROLE_MAP",
            "AUTH_DEFAULT_ROLE | OIDC_DEFAULT_ROLE=Viewer | viewer | OIDC_DEFAULT_ROLE",
            "OIDC_ROLES_CLAIM | A=1 | groups | default",
            "POD_ID | TARSY_POD_ID=pod-1 | pod-1 | TARSY_POD_ID" })
    void takesTheFirstNameThatIsSet(Setting setting, String environment, String value, String origin) {
        Settings settings = Settings.read(environment(environment));
        assertThat(settings.shown()).filteredOn(shown -> shown.setting() == setting).singleElement()
                .isEqualTo(new EffectiveSetting(setting, value, origin));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "DB_POOL_TIMEOUT=soon | DB_POOL_TIMEOUT must be a number of seconds from 0.1 to 300, not \"soon\"; for example DB_POOL_TIMEOUT=30",
            "POSTGRES_POOL_SIZE=0 | POSTGRES_POOL_SIZE must be an integer from 1 to 1000, not \"0\"; for example POSTGRES_POOL_SIZE=20",
            "MAX_QUEUE_SIZE=-1 | MAX_QUEUE_SIZE must be an integer of at least 1, not \"-1\"; for example MAX_QUEUE_SIZE=1000",
            "HISTORY_RETENTION_DAYS=-1 | HISTORY_RETENTION_DAYS must be an integer from 0 to 36500, not \"-1\"",
            "HISTORY_RETENTION_DAYS=ninety | HISTORY_RETENTION_DAYS must be an integer from 0 to 36500, not \"ninety\"",
            "HISTORY_ENABLED=maybe | HISTORY_ENABLED must be true or false, not \"maybe\"",
            "ENV=qa | ENV must be one of development, staging, production, not \"qa\"; for example ENV=production",
            "POSTGRES_SSL_MODE=on | POSTGRES_SSL_MODE must be one of disable, allow, prefer, require, verify-ca, verify-full",
            "POSTGRES_SSL_ROOT_CERT=/no/such | POSTGRES_SSL_ROOT_CERT must name a file that this process can read",
            "ORPHANED_SESSION_TIMEOUT_MINUTES=0 | ORPHANED_SESSION_TIMEOUT_MINUTES must be a number of minutes from 0.002",
            "AUTH_PROXY_TRUSTED=localhost | AUTH_PROXY_TRUSTED must list IP addresses or networks, separated by commas, not \"localhost\"; for example AUTH_PROXY_TRUSTED=10.0.0.0/8",
            "AUTH_PROXY_TRUSTED=10.0.0.0/40 | AUTH_PROXY_TRUSTED must list IP addresses or networks",
            "OIDC_ROLE_MAP=sre=root | OIDC_ROLE_MAP must be pairs of a group and a role, one of viewer, ingest, agent, operator, admin, separated by commas",
            "AUTH_ROLE_MAP==admin | AUTH_ROLE_MAP must be pairs", "AUTH_ROLE_MAP=admin | AUTH_ROLE_MAP must be pairs",
            "AUTH_DEFAULT_ROLE=root | AUTH_DEFAULT_ROLE must be one of viewer, ingest, agent, operator, admin",
            "OIDC_ISSUER=login.example.org | OIDC_ISSUER must be the address of an OpenID Connect provider",
            "PORT=70000 | PORT must be an integer from 0 to 65535" })
    void refusesWithALineThatNamesTheVariable(String environment, String message) {
        assertThatThrownBy(() -> Settings.read(environment(environment))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void tellsOfEverythingThatIsWrongAtOnce() {
        assertThatThrownBy(() -> Settings.read(environment("PORT=x MAX_QUEUE_SIZE=y")))
                .hasMessageContaining("MAX_QUEUE_SIZE must")
                .hasMessageContaining("; PORT must");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "DATABASE_URL | postgresql://u:secret@h/db?sslmode=require | postgresql://u:***@h/db?sslmode=require",
            "DATABASE_URL | postgresql://u:sec@ret@h/db | postgresql://u:***@h/db",
            "DATABASE_URL | postgresql://u:sec/r?e#t@h/db | postgresql://u:***@h/db",
            "DATABASE_URL | postgresql+psycopg2://u:secret@h/db | postgresql+psycopg2://u:***@h/db",
            "DATABASE_URL | jdbc:postgresql://h/db?user=u&password=se=cret&sslmode=disable | jdbc:postgresql://h/db?user=u&password=***&sslmode=disable",
            "DATABASE_URL | jdbc:postgresql://h/db?password=secret | jdbc:postgresql://h/db?password=***",
            "DATABASE_URL | mysql://u:secret@h/db | mysql://u:***@h/db",
            "DATABASE_DIRECT_URL | postgresql://u:secret@[::1]:5432/db | postgresql://u:***@[::1]:5432/db",
            "DATABASE_URL | sqlite:///history.db | sqlite:///history.db",
            "DATABASE_URL | u:secret@h/db | u:***@h/db",
            "DATABASE_PASSWORD | secret | ***", "AUTH_PROXY_SECRET | secret | ***", "OIDC_CLIENT_SECRET | secret | ***" })
    void showsNoSecret(Setting setting, String value, String shown) {
        Settings settings = Settings.read(name -> name.equals(setting.name()) ? value : null);
        assertThat(settings.shown()).filteredOn(effective -> effective.setting() == setting).extracting(EffectiveSetting::value)
                .containsExactly(shown);
        assertThat(settings.shown().toString()).doesNotContain("secret", "ret@", "cret");
        assertThat(new EffectiveSetting(setting, value, "x").toString()).doesNotContain("secret", "ret@", "cret");
    }

    /** Quarkus would take parts of them for expressions, and count as unset what has one that leads nowhere. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = { "a${b}c", "${b}", "a$$b", "a\\$b", "` pw `", "`   `", "a\\\\$${x:y}" })
    void readsVariablesRaw(String password) {
        SmallRyeConfig config = new SmallRyeConfigBuilder().addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(
                        Map.of("DATABASE_PASSWORD", password, "DATABASE_URL", "postgresql://u:" + password.strip() + "@h/d"),
                        "environment", 300))
                .build();

        Settings settings = Settings.of(config);

        assertThat(settings.value(Setting.DATABASE_PASSWORD)).contains(password);
        assertThat(settings.value(Setting.DATABASE_URL)).contains("postgresql://u:" + password.strip() + "@h/d");
    }

    @Test
    void aBlankUrlIsAMistakeAndAnEmptyOneIsNone() {
        assertThatThrownBy(() -> Settings.read(name -> name.equals("DATABASE_URL") ? "  " : null))
                .hasMessageStartingWith("DATABASE_URL must name a database, or be empty");
        assertThat(Settings.read(name -> name.equals("DATABASE_URL") ? "" : null).value(Setting.DATABASE_URL)).isEmpty();
    }

    @Test
    void keepsThePasswordAsItIs() {
        assertThat(Settings.read(name -> name.equals("POSTGRES_PASSWORD") ? " a b " : null).value(Setting.DATABASE_PASSWORD))
                .contains(" a b ");
    }

    @Test
    void everyDefaultCanBeReadAndNoNameIsGivenTwice() {
        for (Setting setting : Setting.values()) {
            setting.fallback(false).ifPresent(text -> assertThat(setting.read(setting.name(), text)).isNotBlank());
            setting.fallback(true).ifPresent(text -> assertThat(setting.read(setting.name(), text)).isNotBlank());
        }
        assertThat(Arrays.stream(Setting.values())
                .flatMap(setting -> java.util.stream.Stream.concat(setting.aliases().stream(),
                        java.util.stream.Stream.of(setting.name()))))
                .doesNotHaveDuplicates();
    }

    private static Function<String, String> environment(String variables) {
        Map<String, String> all = Arrays.stream(variables.split(" ", -1)).map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        return all::get;
    }
}
