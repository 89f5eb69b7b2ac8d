package io.alerthistory.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.netty.util.NetUtil;

/** A list of IP networks, such as {@code 10.0.0.0/8, ::1}. A name is never resolved. */
public final class Networks {

    private static final int BITS = Byte.SIZE;
    private static final int IPV4 = 4;
    private static final int IPV6 = 16;

    /** Where the IPv4 address begins in an IPv6 address that maps one, after ten zeros and two bytes of ones. */
    private static final int MAPPED = 12;

    private final List<Network> all;

    private Networks(List<Network> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Parses addresses and networks in CIDR notation, separated by commas.
     *
     * @throws IllegalArgumentException when one of them is invalid, or there is none
     */
    public static Networks parse(String text) {
        List<Network> found = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            found.add(network(part.trim()));
        }
        return new Networks(found);
    }

    /** Whether an IP address lies in one of the networks; an IPv4 address may be written as one of IPv6. */
    public boolean contain(@Nullable String address) {
        byte[] bytes = address == null ? null : bytes(address);
        return bytes != null && all.stream().anyMatch(network -> network.contains(bytes));
    }

    /** Whether a text is an IP address, not a name. */
    public static boolean isAddress(String text) {
        return bytes(text) != null;
    }

    private static Network network(String text) {
        int slash = text.indexOf('/');
        byte[] address = bytes(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw refused();
        }
        int length = address.length * BITS;
        if (slash < 0) {
            return new Network(address, length);
        }
        String digits = text.substring(slash + 1);
        if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > length) {
            throw refused();
        }
        return new Network(address, Integer.parseInt(digits));
    }

    private static IllegalArgumentException refused() {
        return new IllegalArgumentException("must list IP addresses or networks, separated by commas");
    }

    private static byte @Nullable [] bytes(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return bytes != null && isMapped(bytes) ? Arrays.copyOfRange(bytes, MAPPED, IPV6) : bytes;
    }

    private static boolean isMapped(byte[] bytes) {
        if (bytes.length != IPV6 || bytes[MAPPED - 1] != -1 || bytes[MAPPED - 2] != -1) {
            return false;
        }
        for (int i = 0; i < MAPPED - 2; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes.length - MAPPED == IPV4;
    }

    private static final class Network {

        private final byte[] address;
        private final int prefix;

        Network(byte[] address, int prefix) {
            this.address = address;
            this.prefix = prefix;
        }

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < prefix; bit++) {
                int mask = 1 << (BITS - 1 - bit % BITS);
                if ((address[bit / BITS] & mask) != (other[bit / BITS] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
