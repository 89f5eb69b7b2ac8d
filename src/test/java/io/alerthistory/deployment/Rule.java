package io.alerthistory.deployment;

import java.util.List;
import java.util.stream.Stream;

/** Something that no model of one object can know, because it is about two of them, or about the service. */
@FunctionalInterface
interface Rule {

    List<Rule> ALL = List.of(new NameRule(), new SelectorRule(), new PortRule(), new ProbeRule(), new VariableRule(),
            new VolumeRule(), new SecurityRule());

    /** What breaks it, one line each. */
    Stream<String> violations(Landscape landscape);

    /** What breaks any of them. */
    static List<String> allViolations(Landscape landscape) {
        return ALL.stream().flatMap(rule -> rule.violations(landscape)).toList();
    }
}
