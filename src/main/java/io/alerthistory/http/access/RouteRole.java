package io.alerthistory.http.access;

import static io.alerthistory.request.Role.ADMIN;
import static io.alerthistory.request.Role.AGENT;
import static io.alerthistory.request.Role.INGEST;
import static io.alerthistory.request.Role.OPERATOR;
import static io.alerthistory.request.Role.VIEWER;

import java.util.List;
import java.util.stream.Stream;

import io.alerthistory.access.AccessConfig.MetricsAccess;
import io.alerthistory.request.Caller;
import io.alerthistory.request.Role;

/**
 * A route and the roles that may use it. This is the only table of them: enforcement, the API description,
 * docs/access.md and the tests read it. A service with a route that is not in it does not start.
 *
 * @param path a template; {@code {name}} stands for one segment, and {@code **} at the end for any
 * @param who who may call it
 * @param roles the roles of which one is needed, the least first; a higher role includes some of them ({@link
 *        Role#includes}). Empty when no role is needed
 */
public record RouteRole(String method, String path, Who who, List<Role> roles) {

    private static final String GET = "GET";
    private static final String POST = "POST";
    private static final String PUT = "PUT";
    private static final String PATCH = "PATCH";
    private static final String DELETE = "DELETE";

    private static final String HISTORY = "/api/v1/history";
    private static final String SESSION = HISTORY + "/sessions/{sessionId}";
    private static final String ALERTS = "/api/v1/alerts";
    private static final String ALERT = ALERTS + "/{fingerprint}";
    private static final String CHAT = "/api/v1/chats/{chatId}";
    private static final String SOURCE = "/api/v1/sources/{source}/api/v2";
    private static final String SESSION_PAGE = "/sessions/{sessionId}";
    private static final String DATABASE = "/health/database";

    /** All routes. */
    public static final List<RouteRole> ALL = List.of(
            // Alerts in
            role(POST, ALERTS, INGEST, OPERATOR),
            role(POST, "/api/v1/webhooks/alertmanager", INGEST),
            role(PUT, "/api/v1/webhooks/alertmanager", INGEST),
            role(POST, "/api/v1/webhooks/alertmanager-events", INGEST),
            role(POST, "/api/v2/alerts", INGEST),
            role(GET, "/api/v2/status", INGEST, VIEWER),
            role(POST, SOURCE + "/alerts", INGEST),
            role(GET, SOURCE + "/status", INGEST, VIEWER),
            // What agents record
            role(POST, HISTORY + "/sessions", AGENT),
            role(PATCH, SESSION, AGENT),
            role(POST, SESSION + "/stages", AGENT),
            role(PATCH, SESSION + "/stages/{executionId}", AGENT),
            role(POST, SESSION + "/llm-interactions", AGENT),
            role(POST, SESSION + "/mcp-interactions", AGENT),
            role(POST, SESSION + "/heartbeat", AGENT),
            role(POST, SESSION + "/live", AGENT),
            role(POST, HISTORY + "/claims", AGENT),
            role(POST, HISTORY + "/bulk", AGENT),
            role(POST, SESSION + "/scores", AGENT, OPERATOR),
            // Reads
            role(GET, HISTORY + "/sessions", VIEWER),
            role(GET, SESSION, VIEWER, AGENT),
            role(GET, SESSION + "/status", VIEWER, AGENT),
            role(GET, SESSION + "/trace", VIEWER, AGENT),
            role(GET, SESSION + "/interactions/{interactionId}", VIEWER, AGENT),
            role(GET, SESSION + "/summary", VIEWER, AGENT),
            role(GET, SESSION + "/final-analysis", VIEWER),
            role(GET, SESSION + "/review", VIEWER),
            role(GET, SESSION + "/scores", VIEWER, AGENT),
            role(GET, HISTORY + "/export", VIEWER),
            role(GET, HISTORY + "/usage", VIEWER),
            role(GET, HISTORY + "/active-sessions", VIEWER),
            role(GET, HISTORY + "/filter-options", VIEWER),
            role(GET, ALERTS, VIEWER),
            role(GET, ALERTS + "/statistics", VIEWER),
            role(GET, ALERTS + "/heatmap", VIEWER),
            role(GET, ALERT, VIEWER),
            role(GET, ALERT + "/episodes", VIEWER),
            role(GET, ALERT + "/timeline", VIEWER),
            role(GET, "/api/v1/episodes", VIEWER),
            role(GET, "/api/v1/notifications", VIEWER),
            role(GET, "/api/v1/alert-types", VIEWER),
            role(GET, "/api/v1/runbooks", VIEWER),
            role(GET, "/api/v1/system/default-tools", VIEWER),
            role(GET, "/api/v1/system/mcp-servers", VIEWER),
            role(GET, "/api/v1/system/warnings", VIEWER),
            role(GET, "/api/v1/sessions/{sessionId}/chat-available", VIEWER),
            role(GET, CHAT, VIEWER),
            role(GET, CHAT + "/messages", VIEWER, AGENT),
            // What happens; an agent's WebSocket has no list
            role(GET, "/api/v1/ws", VIEWER, AGENT),
            role(GET, "/api/v1/events", VIEWER),
            role(GET, SESSION + "/events", VIEWER, AGENT),
            // What people decide
            role(POST, ALERT + "/ack", OPERATOR),
            role(DELETE, ALERT + "/ack", OPERATOR),
            role(POST, SESSION + "/cancel", OPERATOR),
            role(POST, SESSION + "/resume", OPERATOR),
            role(POST, SESSION + "/stages/{executionId}/cancel", OPERATOR),
            role(POST, SESSION + "/hold", OPERATOR),
            role(DELETE, SESSION + "/hold", OPERATOR),
            role(PATCH, HISTORY + "/sessions/review", OPERATOR),
            role(POST, "/api/v1/sessions/{sessionId}/chat", OPERATOR),
            role(POST, CHAT + "/messages", OPERATOR),
            role(POST, "/api/v1/chats/executions/{stageExecutionId}/cancel", OPERATOR),
            // The database
            role(GET, DATABASE + "/health", OPERATOR),
            role(GET, DATABASE + "/performance", OPERATOR),
            role(GET, DATABASE + "/schema", OPERATOR),
            role(POST, DATABASE + "/test/{test}", ADMIN),
            role(GET, DATABASE + "/migrations/status", ADMIN),
            role(POST, DATABASE + "/migrations/run", ADMIN),
            role(POST, DATABASE + "/migrations/rollback", ADMIN),
            role(POST, DATABASE + "/migrations/safety/{version}", ADMIN),
            role(POST, DATABASE + "/backup", ADMIN),
            role(GET, DATABASE + "/backup/status", ADMIN),
            role(GET, DATABASE + "/backup/{backupId}", ADMIN),
            role(POST, HISTORY + "/erase", ADMIN),
            // Access
            role(GET, "/api/v1/access/keys", ADMIN),
            role(POST, "/api/v1/access/keys", ADMIN),
            role(DELETE, "/api/v1/access/keys/{keyId}", ADMIN),
            role(POST, "/api/v1/access/keys/{keyId}/rotate", ADMIN),
            role(GET, "/api/v1/audit", ADMIN),
            role(POST, "/api/v1/audit/verify", ADMIN),
            new RouteRole(GET, "/api/v1/access/me", Who.SIGNED_IN, List.of()),
            // Pages
            role(GET, "/", VIEWER),
            role(GET, "/active", VIEWER),
            role(GET, "/firing", VIEWER),
            role(GET, "/about", VIEWER),
            role(GET, "/operations", OPERATOR),
            role(POST, "/operations/backups", ADMIN),
            role(GET, "/operations/migrations/run", ADMIN),
            role(POST, "/operations/migrations/run", ADMIN),
            role(POST, "/operations/migrations/rehearse", ADMIN),
            role(GET, "/operations/migrations/rollback", ADMIN),
            role(POST, "/operations/migrations/rollback", ADMIN),
            role(POST, "/operations/self-tests", ADMIN),
            role(GET, "/access", ADMIN),
            role(POST, "/access/keys", ADMIN),
            role(GET, "/access/keys/{keyId}/rotate", ADMIN),
            role(POST, "/access/keys/{keyId}/rotate", ADMIN),
            role(GET, "/access/keys/{keyId}/revoke", ADMIN),
            role(POST, "/access/keys/{keyId}/revoke", ADMIN),
            role(POST, "/access/verify", ADMIN),
            role(GET, "/alerts", VIEWER),
            role(GET, "/alerts/{fingerprint}", VIEWER),
            role(POST, "/alerts/{fingerprint}/ack", OPERATOR),
            role(POST, "/alerts/{fingerprint}/unack", OPERATOR),
            role(GET, "/sessions", VIEWER),
            role(GET, "/new-sessions", VIEWER),
            role(GET, "/sessions/{sessionId}/row", VIEWER),
            role(GET, SESSION_PAGE, VIEWER),
            role(GET, SESSION_PAGE + "/steps", VIEWER),
            role(GET, SESSION_PAGE + "/steps/{interactionId}", VIEWER),
            role(GET, SESSION_PAGE + "/markdown", VIEWER),
            role(GET, SESSION_PAGE + "/download", VIEWER),
            role(POST, SESSION_PAGE + "/cancel", OPERATOR),
            role(POST, SESSION_PAGE + "/resume", OPERATOR),
            role(POST, SESSION_PAGE + "/stages/{executionId}/cancel", OPERATOR),
            role(POST, SESSION_PAGE + "/hold", OPERATOR),
            role(POST, SESSION_PAGE + "/release", OPERATOR),
            role(POST, SESSION_PAGE + "/review", OPERATOR),
            role(POST, SESSION_PAGE + "/chat", OPERATOR),
            role(POST, SESSION_PAGE + "/chat/messages", OPERATOR),
            role(GET, "/statistics", VIEWER),
            role(GET, "/statistics/download", VIEWER),
            anybody("/assets/{digest}/{name}"),
            // Health, metrics, description
            anybody("/health"),
            anybody("/readiness"),
            anybody("/-/healthy"),
            anybody("/-/ready"),
            anybody("/sign-in"),
            anybody("/sign-in/callback"),
            anybody("/sign-out"),
            anybody("/q/health/**"),
            new RouteRole(GET, "/q/metrics", Who.METRICS_READERS, List.of(VIEWER)),
            role(GET, "/q/health-ui", VIEWER),
            role(GET, "/q/openapi/**", VIEWER),
            role(GET, "/q/swagger-ui/**", VIEWER));

    /** Who may call a route. */
    public enum Who {
        /** Also who shows no credential. */
        ANYBODY,
        /** Everybody who has signed in. */
        SIGNED_IN,
        /** Who has one of the roles. */
        ROLES,
        /** Anybody, or with METRICS_ACCESS=viewer who has one of the roles. */
        METRICS_READERS
    }

    public RouteRole {
        roles = List.copyOf(roles);
    }

    private static RouteRole role(String method, String path, Role... roles) {
        return new RouteRole(method, path, Who.ROLES, List.of(roles));
    }

    private static RouteRole anybody(String path) {
        return new RouteRole(GET, path, Who.ANYBODY, List.of());
    }

    /** The role to ask for. */
    public Role least() {
        return roles.get(0);
    }

    /** All roles that may call the route: those of the table, and those that include one of them. */
    public List<Role> allowed() {
        return Stream.of(Role.values()).filter(role -> roles.stream().anyMatch(role::includes)).toList();
    }

    /** Whether it needs no credential. */
    boolean isOpen(MetricsAccess metrics) {
        return who == Who.ANYBODY || (who == Who.METRICS_READERS && metrics == MetricsAccess.OPEN);
    }

    boolean isAllowed(Caller caller, MetricsAccess metrics) {
        return isOpen(metrics) || (who == Who.SIGNED_IN ? !caller.isAnonymous() || !caller.roles().isEmpty()
                : roles.stream().anyMatch(caller::may));
    }
}
