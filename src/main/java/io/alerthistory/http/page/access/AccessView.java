package io.alerthistory.http.page.access;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.alerthistory.access.AccessKeyList;
import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.AuditFilter;
import io.alerthistory.audit.chain.AuditPage;
import io.alerthistory.http.QueryWriter;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.Part;
import io.alerthistory.http.page.SessionAddress;
import io.alerthistory.http.page.Words;
import io.alerthistory.request.Role;

/**
 * The page of administrators.
 *
 * @param keysOpen whether access keys open the service
 * @param form what to make a key of
 */
public record AccessView(Part<Keys> keys, boolean keysOpen, NewKeyForm form, Part<Log> log, Filter filter) {

    /**
     * The keys.
     *
     * @param valid those that are not revoked
     */
    public record Keys(List<KeyRow> valid, List<KeyRow> revoked) {

        public Keys {
            valid = List.copyOf(valid);
            revoked = List.copyOf(revoked);
        }

        static Keys of(AccessKeyList list, long nowUs) {
            List<KeyRow> all = list.keys().stream().map(key -> KeyRow.of(key, nowUs)).toList();
            return new Keys(all.stream().filter(key -> key.revoked() == null).toList(),
                    all.stream().filter(key -> key.revoked() != null).toList());
        }
    }

    /** A value that can be chosen. */
    public record Choice(String value, String label, boolean chosen) {
    }

    /**
     * The form for a new key.
     *
     * @param errors why it was refused
     */
    public record NewKeyForm(String name, List<Choice> roles, List<Choice> expiries, List<String> errors) {

        public NewKeyForm {
            roles = List.copyOf(roles);
            expiries = List.copyOf(expiries);
            errors = List.copyOf(errors);
        }

        static NewKeyForm of(String name, List<String> chosenRoles, String expiry, List<String> errors) {
            return new NewKeyForm(name,
                    Arrays.stream(Role.values()).map(role -> new Choice(role.jsonName(),
                            Words.of(role) + ": " + Words.meaning(role), chosenRoles.contains(role.jsonName()))).toList(),
                    Expiry.choices(expiry), errors);
        }
    }

    /** The filter of the audit log. */
    public record Filter(String actor, String target, List<Choice> actions, boolean active) {

        public Filter {
            actions = List.copyOf(actions);
        }

        static Filter of(AuditFilter filter) {
            return new Filter(Objects.requireNonNullElse(filter.actor(), ""), Objects.requireNonNullElse(filter.target(), ""),
                    Arrays.stream(AuditAction.values())
                            .map(action -> new Choice(action.jsonName(), AuditWords.action(action), action == filter.action()))
                            .sorted(Comparator.comparing(Choice::label)).toList(),
                    !filter.conditions().isEmpty());
        }
    }

    /**
     * A page of the audit log.
     *
     * @param next the address of the entries before these; null when there are none
     * @param newest the address of the newest entries; null when these are they
     */
    public record Log(List<Entry> entries, @Nullable String next, @Nullable String newest) {

        public Log {
            entries = List.copyOf(entries);
        }

        static Log of(AuditPage page, Map<String, List<String>> query) {
            String cursor = page.nextCursor();
            return new Log(page.entries().stream().map(Entry::of).toList(),
                    cursor == null ? null : address(query, cursor), query.containsKey("cursor") ? address(query, null) : null);
        }

        private static String address(Map<String, List<String>> query, @Nullable String cursor) {
            StringBuilder address = new StringBuilder(AccessPages.PATH);
            for (String name : List.of("actor", "action", "target", "from_us", "to_us")) {
                String value = query.getOrDefault(name, List.of("")).get(0);
                if (!value.isEmpty()) {
                    address.append(separator(address)).append(QueryWriter.pair(name, value));
                }
            }
            if (cursor != null) {
                address.append(separator(address)).append(QueryWriter.pair("cursor", cursor));
            }
            return address.append("#audit").toString();
        }

        private static char separator(StringBuilder address) {
            return address.indexOf("?") < 0 ? '?' : '&';
        }
    }

    /**
     * An entry of the audit log.
     *
     * @param target what it was done to; empty for nothing
     * @param targetAddress of its page; empty when it has none
     * @param from the client's address; empty when there is none
     */
    public record Entry(Moment at, String actor, String action, String target, String targetAddress, String outcome,
            String style, String from, String details) {

        static Entry of(AuditPage.Item item) {
            String target = Objects.requireNonNullElse(item.target(), "");
            boolean isSession = item.action().startsWith("session_") && !target.isEmpty();
            return new Entry(Moment.of(item.atUs()), item.actor(), AuditWords.action(item.action()), target,
                    isSession ? new SessionAddress(target).page() : "", AuditWords.outcome(item.outcome()),
                    AuditWords.style(item.outcome()), Objects.requireNonNullElse(item.remoteAddr(), ""),
                    AuditWords.details(item.details()));
        }
    }
}
