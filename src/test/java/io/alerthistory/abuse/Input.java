package io.alerthistory.abuse;

import java.util.EnumSet;
import java.util.Set;

/**
 * Hostile input.
 *
 * @param name by which {@code -Dabuse.only} picks it
 * @param bearable what besides a whole answer is no failure here
 * @param rare whether it is sent only when it is picked, or with {@code -Dabuse.all=true}, because the others take long enough
 * @param seconds after which it is over, whatever the service does
 */
record Input(String name, boolean rare, int seconds, Set<Outcome.Fault> bearable, Attack attack) {

    /** Sends it. */
    interface Attack {

        void on(Ground ground) throws Exception;
    }

    static Input of(String name, int seconds, Attack attack) {
        return new Input(name, false, seconds, EnumSet.noneOf(Outcome.Fault.class), attack);
    }

    /** The same, of which some may be closed, or stay without an answer. */
    Input bearing(Outcome.Fault... faults) {
        return new Input(name, rare, seconds, Set.of(faults), attack);
    }

    Input seldom() {
        return new Input(name, true, seconds, bearable, attack);
    }
}
