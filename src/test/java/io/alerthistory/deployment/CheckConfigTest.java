package io.alerthistory.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** bin/check-config, as {@code make check-config} runs it. */
class CheckConfigTest {

    private static final Path EXAMPLE = Path.of(".env.example");

    @TempDir
    Path folder;

    private record Outcome(int code, String said) {
    }

    private Outcome check(String content) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("env"), content);
        Process process = new ProcessBuilder("bin/check-config", file.toString()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), said);
    }

    private static String production() throws IOException {
        String content = Files.readString(EXAMPLE).replace("BACKEND_ENVIRONMENT=development", "BACKEND_ENVIRONMENT=production");
        for (String name : new String[] { "superuser", "owner", "writer", "reader", "proxy", "grafana" }) {
            content = content.replace("=change-me-" + name, "=a-long-password-of-" + name);
        }
        return content;
    }

    @Test
    void takesTheExampleForDevelopmentAndNotForProduction() throws Exception {
        assertThat(check(Files.readString(EXAMPLE)).code()).isZero();
        Outcome refused = check(
                Files.readString(EXAMPLE).replace("BACKEND_ENVIRONMENT=development", "BACKEND_ENVIRONMENT=production"));
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.said()).contains("DATABASE_SUPERUSER_PASSWORD is the one of .env.example",
                "HISTORY_READER_PASSWORD is the one").doesNotContain("change-me");
        assertThat(check(production()).said()).contains("is fit for production");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "BACKUP_REPOSITORY=/mnt/backups | is fit for production", "'' | BACKUP_REPOSITORY must be a folder on another disk",
            "DATABASE_IMAGE=docker.io/library/postgres:17 | DATABASE_IMAGE has no pgBackRest",
            "BACKUP_KEY_FILE=deploy/postgres/no-backup-key.conf | BACKUP_KEY_FILE is no file with a key" })
    void backupsNeedAKeyAnImageAndAnotherDisk(String line, String said) throws Exception {
        Path key = Files.writeString(folder.resolve("key.conf"), "[global]\nrepo1-cipher-pass=" + "a".repeat(64) + "\n");

        Outcome outcome = check(production() + "COMPOSE_PROFILES=backup\nDATABASE_IMAGE=localhost/alert-history-database:17\n"
                + "BACKUP_KEY_FILE=" + key + "\n" + line + "\n");

        assertThat(outcome.said()).contains(said).doesNotContain("aaaa");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "production | * | lets in everybody", "production | example.org,* | lets in everybody",
            "production | '\"*\"' | lets in everybody", "staging | * | lets in everybody", "production | '' | is empty",
            "development | '' | is empty", "development | * | is fit for",
            "production | example.org,*.example.com | is fit for" })
    void saysWhoMaySignIn(String environment, String domains, String said) throws Exception {
        String signIn = "OAUTH2_PROXY_CLIENT_ID=id\nOAUTH2_PROXY_CLIENT_SECRET=s\nOAUTH2_PROXY_COOKIE_SECRET=c\nCOMPOSE_PROFILES=proxy\n";
        Outcome outcome = check(production().replace("=production", "=" + environment) + signIn
                + "OAUTH2_PROXY_EMAIL_DOMAINS=" + domains + "\n");
        assertThat(outcome.said()).contains(said);
        assertThat(outcome.code()).isEqualTo(said.startsWith("is fit") ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "HISTORY_OWNER_PASSWORD=a-long-password-of-owner | HISTORY_OWNER_PASSWORD=short | HISTORY_OWNER_PASSWORD is shorter",
            "HISTORY_OWNER_PASSWORD=a-long-password-of-owner | HISTORY_OWNER_PASSWORD= | HISTORY_OWNER_PASSWORD is empty",
            "HISTORY_OWNER_PASSWORD=a-long-password-of-owner | HISTORY_OWNER_PASSWORD=a-long/password@of:owner | letters, digits",
            "=a-long-password-of-writer | =a-long-password-of-owner | is the same as",
            "BACKEND_ENVIRONMENT=production | BACKEND_ENVIRONMENT=live | BACKEND_ENVIRONMENT must be",
            "COMPOSE_PROFILES= | COMPOSE_PROFILES=proxy | OAUTH2_PROXY_CLIENT_ID is empty",
            "BACKEND_LOG_LEVEL=INFO | BACKEND_LOG_LEVLE=INFO | BACKEND_LOG_LEVLE is no variable",
            "BACKEND_LOG_LEVEL=INFO | BACKEND_SSL_MODE=prefer | BACKEND_SSL_MODE must be",
            "BACKEND_LOG_LEVEL=INFO | BACKEND_DATABASE_POOLER=pgbouncer | needs pooler in COMPOSE_PROFILES",
            "BACKEND_AUTH_MODE=proxy,key | BACKEND_AUTH_MODE=none | BACKEND_AUTH_MODE=none lets everybody",
            "BACKEND_AUTH_MODE=proxy,key | BACKEND_AUTH_MODE=NONE | BACKEND_AUTH_MODE=none lets everybody",
            "BACKEND_AUTH_MODE=proxy,key | BACKEND_AUTH_MODE=key,none | must be none, or a list",
            "BACKEND_AUTH_MODE=proxy,key | BACKEND_AUTH_MODE=password | must be none, or a list",
            "COMPOSE_PROFILES= | COMPOSE_PROFILES=proxy%BACKEND_AUTH_MODE=key | must have proxy",
            "BACKEND_DEFAULT_ROLE=viewer | BACKEND_DEFAULT_ROLE=admin | makes everybody",
            "BACKEND_DEFAULT_ROLE=viewer | BACKEND_DEFAULT_ROLE=root | must be a role",
            "BACKEND_DEFAULT_ROLE=viewer | BACKEND_ROLE_MAP=sre=root | must be pairs",
            "BACKEND_PROXY_SECRET=a-long-password-of-proxy | BACKEND_PROXY_SECRET= | BACKEND_PROXY_SECRET is empty",
            "BACKEND_LOG_LEVEL=INFO | nonsense | not NAME=value" })
    void saysWhatToChange(String given, String changed, String said) throws Exception {
        assertThat(production()).contains(given);
        Outcome outcome = check(production().replace(given, changed.replace("%", "\n")));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.said()).contains(said).doesNotContain("a-long");
    }
}
