package io.alerthistory.ingest;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The status in the form of Alertmanager's API.
 *
 * @param uptime when the service started, in the format of RFC 3339, which Alertmanager calls so
 */
public record AlertmanagerStatus(Cluster cluster, @JsonProperty("versionInfo") VersionInfo versionInfo, Config config,
        String uptime) {

    /**
     * The peers of an Alertmanager.
     *
     * @param status always disabled: replicas share a database and need no peers
     */
    public record Cluster(String status, List<String> peers) {

        static final Cluster NONE = new Cluster("disabled", List.of());
    }

    /** The build. */
    public record VersionInfo(String version, String revision, String branch,
            @JsonProperty("buildUser") String buildUser, @JsonProperty("buildDate") String buildDate,
            @JsonProperty("goVersion") String goVersion) {

        static VersionInfo of(String version) {
            return new VersionInfo(version, "", "", "", "", "java");
        }
    }

    /**
     * The configuration, of which an Alertmanager shows the file.
     *
     * @param original always empty
     */
    public record Config(String original) {

        static final Config NONE = new Config("");
    }
}
