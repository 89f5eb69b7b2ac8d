package io.alerthistory.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** PostgreSQL with the roles, the rules of access and the certificate of deploy/postgres; its program comes from Maven. */
public final class DeployedPostgres implements AutoCloseable {

    public static final String DATABASE = "history";
    /** In this one test every role has it. */
    public static final String PASSWORD = "a-password-of-a-test";

    private static final Path DEPLOYED = Path.of("deploy/postgres");

    private final EmbeddedPostgres server;
    private final Path tls;

    /** @param folder an empty one, which keeps the certificates */
    public DeployedPostgres(Path folder) throws IOException, InterruptedException, SQLException {
        tls = Files.createDirectory(folder.resolve("tls"));
        certificates(tls, Files.createDirectory(folder.resolve("authority")), 825);
        server = EmbeddedPostgres.builder().setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .setServerConfig("ssl_cert_file", tls.resolve("server.crt").toString())
                .setServerConfig("ssl_key_file", tls.resolve("server.key").toString()).setServerConfig("ssl", "on").start();
        createRoles();
        letInWhoMayComeIn();
    }

    /**
     * Runs deploy/postgres/certificates.
     *
     * @param days for which what it makes is valid
     * @return what it said
     */
    public static String certificates(Path tls, Path authority, int days, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("env", "CERTIFICATE_DAYS=" + days, "bash",
                DEPLOYED.resolve("certificates").toString(), tls.toString(), authority.toString(),
                System.getProperty("user.name")));
        command.addAll(List.of(more));
        return Programs.run(Path.of("."), command);
    }

    /** The script is for psql; this understands as much of it as roles.sh has. */
    private void createRoles() throws IOException, SQLException {
        String script = Files.readString(DEPLOYED.resolve("roles.sh"));
        String sql = script.substring(script.indexOf("<<'SQL'\n") + 8, script.lastIndexOf("SQL"));
        String[] parts = sql.replaceAll(":'\\w+_password'", "'" + PASSWORD + "'").split("\\\\connect history\n", -1);
        execute("postgres", parts[0]);
        execute(DATABASE, parts[1]);
    }

    /** The test itself is the superuser, for whom no door is open in the network. */
    private void letInWhoMayComeIn() throws IOException, SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement();
                var found = statement.executeQuery("show hba_file")) {
            found.next();
            Files.writeString(Path.of(found.getString(1)), "host all postgres 127.0.0.1/32 trust\n"
                    + Files.readString(DEPLOYED.resolve("pg_hba.conf")));
            statement.execute("select pg_reload_conf()");
        }
    }

    /** Each statement by itself, for some must not stand in a transaction. */
    private void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
            for (String one : sql.split(";\n", -1)) {
                if (!one.isBlank()) {
                    statement.execute(one);
                }
            }
        }
    }

    /** As the superuser. */
    public Connection connect(String database) throws SQLException {
        return server.getDatabase("postgres", database).getConnection();
    }

    public int port() {
        return server.getPort();
    }

    public Path authority() {
        return tls.resolve("ca.crt");
    }

    /** A URL for a role that verifies the server, as podman-compose.yml has it. */
    public String url(String role) {
        return "postgresql://" + role + ":" + PASSWORD + "@localhost:" + port() + "/" + DATABASE
                + "?sslmode=verify-full&sslrootcert=" + authority();
    }

    /** What postgres_exporter is told, as podman-compose.yml tells it. */
    public Map<String, String> exporter() {
        return Map.of("DATA_SOURCE_URI", url("").replaceFirst("^.*@", ""), "DATA_SOURCE_USER", "history_reader",
                "DATA_SOURCE_PASS", PASSWORD);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
