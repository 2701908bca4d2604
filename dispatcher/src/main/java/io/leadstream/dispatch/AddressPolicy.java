package io.leadstream.dispatch;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Which addresses a lane may connect to: public ones, and others only where the vendor's settings allow it, so that no
 * name in routing can point a lane at our own network (pipeline.md, Delivery).
 */
record AddressPolicy(boolean privateAllowed) {

    /** True if a connection to the address may be made. */
    boolean allows(InetAddress address) {
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            return false;
        }
        return privateAllowed || isPublic(address);
    }

    private static boolean isPublic(InetAddress address) {
        if (address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return switch (address) {
            case Inet4Address v4 -> isPublic4(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff);
            case Inet6Address v6 -> isPublic6(bytes);
            default -> false;
        };
    }

    /** Not: this network, carrier-grade NAT, protocol assignments, benchmarking, reserved (RFC 6890). */
    private static boolean isPublic4(int first, int second, int third) {
        return first != 0
                && !(first == 100 && second >= 64 && second < 128)
                && !(first == 192 && second == 0 && third == 0)
                && !(first == 198 && (second == 18 || second == 19))
                && first < 240;
    }

    /** Not: unique local, and the forms that carry an IPv4 address inside (NAT64, 6to4, Teredo, compatible). */
    private static boolean isPublic6(byte[] bytes) {
        int first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
        int second = ((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff);
        boolean uniqueLocal = (first & 0xfe00) == 0xfc00;
        boolean nat64 = first == 0x0064 && second == 0xff9b;
        boolean teredo = first == 0x2001 && second == 0;
        return !uniqueLocal && !nat64 && first != 0x2002 && !teredo && first != 0;
    }
}
