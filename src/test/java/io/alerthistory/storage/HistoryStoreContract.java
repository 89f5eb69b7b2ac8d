package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.alerthistory.history.CountMode;
import io.alerthistory.history.FilterField;
import io.alerthistory.history.HistoryStore;
import io.alerthistory.history.PageRequest;
import io.alerthistory.history.SessionFilter;
import io.alerthistory.history.SessionOverview;
import io.alerthistory.history.SessionPage;
import io.alerthistory.history.SessionQuery;
import io.alerthistory.history.SessionReading;
import io.alerthistory.history.SessionSort;
import io.alerthistory.history.SessionSort.Key;
import io.alerthistory.history.Total;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.SessionStore;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;

/** What every {@link HistoryStore} does. */
interface HistoryStoreContract {

    long NOW = 1_800_000_000_000_000L;

    SessionStore sessions();

    HistoryStore history();

    private void session(String agentType, String id, long started, @Nullable Long completed, @Nullable String author) {
        AlertSession session = Samples.session();
        session.sessionId = id;
        session.agentType = agentType;
        session.startedAtUs = started;
        session.completedAtUs = completed;
        session.status = completed == null ? SessionStatus.IN_PROGRESS : SessionStatus.COMPLETED;
        session.author = author;
        Await.on(() -> sessions().create(session));
    }

    private SessionPage list(SessionFilter filter, SessionSort sort, int page, int size) {
        return Await.on(() -> history()
                .list(new SessionQuery(filter, sort, PageRequest.numbered(page, size), CountMode.AUTO, NOW)));
    }

    private static SessionFilter agent(String agentType) {
        return SessionFilter.NONE.with(FilterField.AGENT_TYPE, agentType);
    }

    @Test
    default void sortsNullsLastInBothDirectionsAndTiesById() {
        String agent = Samples.id();
        session(agent, agent + "-1", 10, null, null);
        session(agent, agent + "-2", 20, null, "Bob");
        session(agent, agent + "-3", 30, null, "alice");
        session(agent, agent + "-4", 40, null, null);
        session(agent, agent + "-5", 50, null, "Bob");
        assertThat(order(agent, Key.AUTHOR, true)).containsExactly("2", "5", "3", "1", "4"); // by code point: B before a
        assertThat(order(agent, Key.AUTHOR, false)).containsExactly("3", "5", "2", "4", "1");
    }

    @Test
    default void sortsWhatRunsByItsAgeSoFar() {
        String agent = Samples.id();
        session(agent, agent + "-1", NOW - 5_000, null, null);
        session(agent, agent + "-2", 10, 20L, null);
        session(agent, agent + "-3", NOW - 50_000, NOW - 40_000, null);
        assertThat(order(agent, Key.DURATION_MS, true)).containsExactly("2", "1", "3");
        assertThat(order(agent, Key.COMPLETED_AT_US, true)).containsExactly("2", "3", "1");
        assertThat(order(agent, Key.COMPLETED_AT_US, false)).containsExactly("3", "2", "1");
    }

    private List<String> order(String agent, Key key, boolean ascending) {
        return list(agent(agent), new SessionSort(key, ascending), 1, 100).sessions().stream()
                .map(session -> session.sessionId().substring(agent.length() + 1)).toList();
    }

    @Test
    default void walksPagesWithoutOverlapOrGap() {
        String agent = Samples.id();
        for (int i = 0; i < 7; i++) {
            session(agent, agent + "-" + i, 10, null, null); // all equal: only the id orders them
        }
        for (Key key : Key.values()) {
            List<String> seen = new ArrayList<>();
            for (int page = 1; page <= 3; page++) {
                SessionPage found = list(agent(agent), new SessionSort(key, true), page, 3);
                assertThat(found.total()).isEqualTo(Total.exact(7));
                seen.addAll(found.sessions().stream().map(SessionOverview::sessionId).toList());
            }
            assertThat(seen).as(key.name()).doesNotHaveDuplicates().hasSize(7).isSorted();
        }
        assertThat(list(agent(agent), SessionSort.NEWEST_FIRST, 4, 3).sessions()).isEmpty();
    }

    @Test
    default void countsAsAsked() {
        String agent = Samples.id();
        for (int i = 0; i < 5; i++) {
            session(agent, agent + "-" + i, 10 + i, i % 2 == 0 ? null : 50L, null);
        }
        assertThat(total(agent, CountMode.AUTO)).isEqualTo(Total.exact(5));
        assertThat(total(agent, CountMode.EXACT)).isEqualTo(Total.exact(5));
        assertThat(total(agent, CountMode.NONE)).isEqualTo(Total.NONE);
        Total estimate = total(agent, CountMode.ESTIMATE);
        assertThat(estimate.mode()).isEqualTo(CountMode.ESTIMATE);
        assertThat(estimate.items()).isNotNegative();
    }

    private Total total(String agent, CountMode mode) {
        return Await.on(() -> history().list(
                new SessionQuery(agent(agent), SessionSort.NEWEST_FIRST, PageRequest.numbered(1, 2), mode, NOW))).total();
    }

    @Test
    default void combinesFilters() {
        String agent = Samples.id();
        session(agent, agent + "-1", 10, null, null);
        session(agent, agent + "-2", 20, 30L, null);
        session(agent, agent + "-3", 30, 40L, null);
        assertThat(found(SessionFilter.NONE.with(FilterField.STATUS, List.of("completed", "no such"))
                .with(FilterField.AGENT_TYPE, agent).with(FilterField.ALERT_TYPE, "PodCrashLooping")))
                .isEqualTo(2);
        assertThat(found(SessionFilter.NONE.with(FilterField.STATUS, List.of("no such")).with(FilterField.AGENT_TYPE, agent)))
                .isZero();
        assertThat(
                found(SessionFilter.NONE.with(FilterField.AGENT_TYPE, agent).with(FilterField.ALERT_TYPE, "podcrashlooping")))
                .isZero();
        assertThat(found(SessionFilter.NONE.with(FilterField.AGENT_TYPE, agent).with(FilterField.START_DATE_US, 20L)
                .with(FilterField.END_DATE_US, 30L))).isEqualTo(2);
        assertThat(found(SessionFilter.NONE.with(FilterField.AGENT_TYPE, agent).with(FilterField.START_DATE_US, 21L)
                .with(FilterField.END_DATE_US, 29L))).isZero();
    }

    private long found(SessionFilter filter) {
        SessionPage page = list(filter, SessionSort.NEWEST_FIRST, 1, 100);
        assertThat(page.total()).isEqualTo(Total.exact(page.sessions().size()));
        return page.sessions().size();
    }

    @Test
    default void findsNothingForAnUnknownId() {
        assertThat(Await.on(() -> history().find(Samples.id(), SessionReading.WHOLE))).isNull();
    }
}
