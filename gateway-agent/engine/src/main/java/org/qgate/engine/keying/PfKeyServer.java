package org.qgate.engine.keying;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.qgate.engine.cipher.Expiry;
import org.qgate.engine.cipher.ExpiryListener;
import org.qgate.engine.cipher.KeyStore;
import org.qgate.engine.cipher.SaDirection;
import org.qgate.engine.cipher.SaUsage;
import org.qgate.engine.cipher.SecurityAssociation;
import org.qgate.engine.filter.AcquireListener;
import org.qgate.engine.filter.Policy;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.LockedRegion;
import org.qgate.linux.memory.Wipe;
import org.qgate.linux.pfkey.PfKeyChannel;
import org.qgate.linux.pfkey.PfKeyDecoded;
import org.qgate.linux.pfkey.PfKeyListener;
import org.qgate.linux.pfkey.PfKeyMessage;
import org.qgate.linux.pfkey.PfKeyOutbox;
import org.qgate.linux.pfkey.PfKeyParser;
import org.qgate.linux.pfkey.PfKeyWriter;
import org.qgate.linux.pfkey.SadbExtension;
import org.qgate.linux.pfkey.SadbMsg;
import org.qgate.linux.pfkey.SadbMsgType;
import org.qgate.linux.pfkey.SadbSatype;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves PF_KEY on a Unix socket, each client on a thread of its own. Those that have registered are told of lifetimes that
 * end and of SAs that traffic wants.
 */
public final class PfKeyServer implements ExpiryListener, AcquireListener, AutoCloseable {

    /** Clients at once: an agent, its event listener, and some tools. */
    public static final int CLIENTS_MAX = 16;

    private static final int FOR_EVER = -1;
    private static final int NOT_AT_ALL = 0;
    private static final Logger LOG = LoggerFactory.getLogger(PfKeyServer.class);
    static final int ANSWER_BYTES_MAX = 8 << 10;

    /** Room for the answers to as many requests as a client usually sends together. */
    private static final int ANSWERS_BYTES = 4 * ANSWER_BYTES_MAX;

    private final PfKeyListener listener;
    private final List<Client> clients = new CopyOnWriteArrayList<>();
    private final SaDescription description = new SaDescription(InstantSource.system());
    private volatile @Nullable PfKeyRequests served;
    private volatile boolean closed;

    private PfKeyServer(PfKeyListener listener) {
        this.listener = listener;
    }

    /** Listens on {@code listener}, which it closes; nobody is served before {@link #serve}. */
    public static PfKeyServer on(PfKeyListener listener) {
        return new PfKeyServer(listener);
    }

    /** Starts to serve. */
    public void serve(KeyStore store, PolicySink policies, KeyingOptions options) {
        PfKeyRequests requests = new PfKeyRequests(store, policies, options);
        served = requests;
        start("pfkey-accept", () -> accept(requests));
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(PfKeyRequests requests) {
        while (!closed) {
            try {
                Optional<PfKeyChannel> channel = listener.accept();
                if (channel.isEmpty()) {
                    return;
                }
                admit(channel.get(), requests);
            } catch (LinuxException e) {
                LOG.warn("A PF_KEY client was not served: {}", e.getMessage());
            }
        }
    }

    private void admit(PfKeyChannel channel, PfKeyRequests requests) throws LinuxException {
        if (clients.size() >= CLIENTS_MAX) {
            LOG.warn("{} was turned away: {} are served already", channel.peer(), CLIENTS_MAX);
            channel.close();
            return;
        }
        Client client = new Client(channel);
        clients.add(client);
        start("pfkey-client", () -> client.run(requests));
    }

    @Override
    public void expired(SaDirection direction, SecurityAssociation sa, Expiry expiry, SaUsage usage) {
        tell(new SadbMsg(SadbMsgType.EXPIRE, SadbSatype.ESP, 0, 0, 0), description.expired(sa, usage, expiry));
    }

    @Override
    public void wanted(Policy policy) {
        PfKeyRequests requests = served;
        if (requests != null) {
            requests.acquire(policy, this::tell);
        }
    }

    private void tell(SadbMsg header, List<SadbExtension> extensions) {
        for (Client client : clients) {
            client.tell(header, extensions);
        }
    }

    @Override
    public void close() {
        closed = true;
        listener.close();
        clients.forEach(Client::close);
    }

    /**
     * One connection. Its input may hold keys, so it is locked memory and wiped after each message. Answers wait until all requests
     * that have come are done, and go together.
     */
    private final class Client {
        private final PfKeyChannel channel;
        private final LockedRegion region;
        private final PfKeyOutbox answers;
        private final PfKeyWriter eventWriter;
        private volatile boolean registered;
        private boolean ended;

        Client(PfKeyChannel channel) throws LinuxException {
            this.channel = channel;
            this.region =
                    LockedRegion.open(SadbMsg.MESSAGE_BYTES_MAX + ANSWERS_BYTES + ANSWER_BYTES_MAX, "PF_KEY client");
            this.answers = new PfKeyOutbox(channel, part(SadbMsg.MESSAGE_BYTES_MAX, ANSWERS_BYTES), ANSWER_BYTES_MAX);
            this.eventWriter = new PfKeyWriter(part(SadbMsg.MESSAGE_BYTES_MAX + ANSWERS_BYTES, ANSWER_BYTES_MAX));
        }

        private ByteBuffer part(int offset, int bytes) {
            return region.buffer().slice(offset, bytes).order(region.buffer().order());
        }

        void run(PfKeyRequests requests) {
            ByteBuffer input = part(0, SadbMsg.MESSAGE_BYTES_MAX);
            try {
                while (!closed) {
                    input.clear();
                    int length = channel.receive(input, answers.isEmpty() ? FOR_EVER : NOT_AT_ALL);
                    if (length == PfKeyChannel.NOTHING) {
                        answers.send();
                        continue;
                    }
                    if (length > input.capacity()) {
                        continue;
                    }
                    PfKeyDecoded decoded = PfKeyParser.parse(input.limit(length));
                    registered |= asksToBeTold(decoded);
                    try {
                        requests.handle(decoded, this::send);
                    } finally {
                        Wipe.range(input, 0, length);
                    }
                }
            } catch (LinuxException e) {
                LOG.debug("{} is gone: {}", channel.peer(), e.getMessage());
            } finally {
                clients.remove(this);
                end();
            }
        }

        private static boolean asksToBeTold(PfKeyDecoded decoded) {
            return decoded instanceof PfKeyDecoded.Valid valid
                    && valid.message().header().type() == SadbMsgType.REGISTER
                    && valid.message().header().satype() == SadbSatype.ESP;
        }

        /** Unmaps the buffers, which no other thread may be writing then. */
        private synchronized void end() {
            ended = true;
            close();
            region.close();
        }

        /** On the client's own thread, which alone ends it. */
        private void send(SadbMsg header, List<SadbExtension> extensions) {
            try {
                answers.add(header, writer -> extensions.forEach(writer::add));
            } catch (LinuxException e) {
                LOG.warn("{} does not take its answers and is dropped: {}", channel.peer(), e.getMessage());
                close();
            }
        }

        /** Tells it an event if it wants them; one that finds its buffer full is lost, as with Linux. */
        synchronized void tell(SadbMsg header, List<SadbExtension> extensions) {
            if (ended || !registered) {
                return;
            }
            try {
                if (!channel.offer(eventWriter.write(new PfKeyMessage(header, extensions)))) {
                    LOG.debug("{} does not read, so {} is lost for it", channel.peer(), header.type());
                }
            } catch (LinuxException e) {
                LOG.debug("{} is gone: {}", channel.peer(), e.getMessage());
                close();
            }
        }

        void close() {
            channel.close();
        }
    }
}
