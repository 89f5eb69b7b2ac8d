package io.alerthistory.storage.postgresql;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ThreadFactory;

import org.jspecify.annotations.Nullable;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.transport.Transport;

/**
 * Vert.x's usual transport, and clients on Unix-domain sockets besides, which are the JDK's and need no native library. Vert.x
 * finds it as a service, but only looks when {@code quarkus.vertx.prefer-native-transport} is set, as it is when the database's
 * address is a socket. It does not extend the usual transport, because the client for PostgreSQL tries no socket on any such.
 */
@RegisterForReflection // in a native binary, too, a ServiceLoader makes it
public final class DomainSocketTransport implements Transport {

    private final Transport network = JDKTransport.INSTANCE;

    @Override
    public boolean supportsDomainSockets() {
        return true;
    }

    @Override
    public java.net.SocketAddress convert(SocketAddress address) {
        return address.isDomainSocket() ? UnixDomainSocketAddress.of(address.path()) : network.convert(address);
    }

    @Override
    public @Nullable SocketAddress convert(java.net.SocketAddress address) {
        return address instanceof UnixDomainSocketAddress socket
                ? SocketAddress.domainSocketAddress(socket.getPath().toString())
                : network.convert(address);
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        return domainSocket ? DomainSocketTransport::open : network.channelFactory(false);
    }

    /** Netty's own way to open one looks a method up by its name, which a native binary would have to be told. */
    private static Channel open() {
        try {
            return new NioDomainSocketChannel(SocketChannel.open(StandardProtocolFamily.UNIX));
        } catch (IOException e) {
            throw new ChannelException(e);
        }
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        return network.serverChannelFactory(domainSocket); // which refuses a socket: nobody listens on one here
    }

    @Override
    public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory threadFactory, int ioRatio) {
        return network.eventLoopGroup(type, threads, threadFactory, ioRatio);
    }

    @Override
    public DatagramChannel datagramChannel() {
        return network.datagramChannel();
    }

    @Override
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
        return network.datagramChannel(family);
    }
}
