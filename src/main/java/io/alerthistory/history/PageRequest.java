package io.alerthistory.history;

/**
 * Which page of a list.
 *
 * @param page from 1
 * @param size 1 to 100
 */
public record PageRequest(int page, int size) {

    public long offset() {
        return (page - 1L) * size;
    }
}
