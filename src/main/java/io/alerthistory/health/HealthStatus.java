package io.alerthistory.health;

/** The health of the service for who may not read the history. */
public record HealthStatus(String status) {
}
