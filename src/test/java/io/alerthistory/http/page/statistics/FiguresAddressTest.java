package io.alerthistory.http.page.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresAddressTest {

    @Test
    void theFormsFieldsBecomeTheParametersOfTheApi() {
        Map<String, List<String>> form = Map.of("matchers", List.of("team=\"a,b\", node=~\"x|y\""), "group_by",
                List.of("severity"), "by_label", List.of(""), "from", List.of(""), "alertname", List.of("Old"));

        assertThat(FiguresAddress.isForm(form)).isTrue();
        assertThat(FiguresAddress.ofForm(form))
                .hasToString("/statistics?filter=team%3D%22a%2Cb%22&filter=node%3D%7E%22x%7Cy%22&group_by=severity");
        assertThat(FiguresAddress.isForm(Map.of("by_label", List.of("team")))).isTrue();
        assertThat(FiguresAddress.isForm(Map.of("filter", List.of("a=b")))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({ "team, label.team", "label.team, label.team", "' zone ', label.zone" })
    void aLabelThatIsWrittenIsPreferred(String written, String groupBy) {
        FiguresAddress address = FiguresAddress.ofForm(
                Map.of("matchers", List.of(""), "group_by", List.of("source"), "by_label", List.of(written)));

        assertThat(address.groupBy()).isEqualTo(groupBy);
    }

    @Test
    void everyMatcherOfTheAddressIsInTheField() {
        FiguresAddress address = FiguresAddress.of(Map.of("alertname", List.of("A"), "label", List.of("team=x"), "filter",
                List.of("node!=y")));

        assertThat(address.matchers()).isEqualTo("alertname=\"A\", team=\"x\", node!=y");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "-, A&B, /alerts?alertname=A%26B&filter=team%3Dx",
            "severity, critical, /alerts?filter=team%3Dx&severity=critical",
            "severity, '', /alerts?filter=team%3Dx&filter=severity%3D%22%22",
            "label.zone, 'a\"', /alerts?filter=team%3Dx&filter=zone%3D%22a%5C%22%22",
            "label.zone, '', /alerts?filter=team%3Dx&filter=zone%3D%22%22",
            "source, eu, /alerts?filter=team%3Dx&source=eu",
            "source, '', ''" })
    void aGroupLeadsToItsAlerts(String groupBy, String key, String expected) {
        FiguresAddress address = FiguresAddress.of(Map.of("group_by", List.of(groupBy == null ? "" : groupBy), "filter",
                List.of("team=x"), "from", List.of("2026-01-01"), "sort_by", List.of("noise")));

        assertThat(address.alerts(key)).isEqualTo(expected);
    }
}
