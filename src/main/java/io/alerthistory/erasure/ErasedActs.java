package io.alerthistory.erasure;

/**
 * What a person did to alerts.
 *
 * @param acknowledgements of episodes
 * @param silences versions of silences
 */
public record ErasedActs(long acknowledgements, long silences) {

    static final ErasedActs NONE = new ErasedActs(0, 0);
}
