package org.qgate.engine.keying;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.qgate.engine.cipher.KeyStore;
import org.qgate.engine.cipher.KeyStoreFullException;
import org.qgate.engine.cipher.OwnAddresses;
import org.qgate.engine.cipher.SaDirection;
import org.qgate.engine.cipher.SaParameters;
import org.qgate.engine.cipher.SecurityAssociation;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.pfkey.PfKeyKeys;
import org.qgate.linux.pfkey.PfKeyMessage;
import org.qgate.linux.pfkey.PfKeySaName;
import org.qgate.linux.pfkey.SadbAddress;
import org.qgate.linux.pfkey.SadbExt;
import org.qgate.linux.pfkey.SadbExtension;
import org.qgate.linux.pfkey.SadbMsg;
import org.qgate.linux.pfkey.SadbMsgType;
import org.qgate.linux.pfkey.SadbSa;
import org.qgate.linux.pfkey.SadbSatype;
import org.qgate.linux.pfkey.SadbSpirange;

/** Requests about SAs (RFC 2367 section 3.1), but that no key is ever given out. For one thread at a time. */
final class SaRequests {

    /** SPIs that were handed out by GETSPI and wait for their keys. */
    static final int LARVAL_MAX = 1024;

    private static final int SPI_ATTEMPTS_MAX = 64;

    private static final Set<Integer> REPEATED = Set.of(
            SadbExt.SA,
            SadbExt.LIFETIME_HARD,
            SadbExt.LIFETIME_SOFT,
            SadbExt.ADDRESS_SRC,
            SadbExt.ADDRESS_DST,
            SadbExt.X_SA2,
            SadbExt.X_NAT_T_TYPE,
            SadbExt.X_NAT_T_SPORT,
            SadbExt.X_NAT_T_DPORT,
            SadbExt.X_QGATE_REPLAY);

    private final KeyStore store;
    private final OwnAddresses own;
    private final SecretArena arena;
    private final LongSupplier clock;
    private final RandomGenerator random;
    private final TunnelReqids reqids;
    private final SaDescription description;
    private final Set<Integer> larval = new LinkedHashSet<>();

    SaRequests(KeyStore store, KeyingOptions options, TunnelReqids reqids, SaDescription description) {
        this.store = store;
        this.own = options.own();
        this.arena = options.arena();
        this.clock = options.clock();
        this.random = options.random();
        this.reqids = reqids;
        this.description = description;
    }

    /** Adds an SA. An outbound one is used at once, as a kernel prefers the newest. */
    void add(PfKeyMessage message, PfKeyKeys keys, Answers answers) throws Refusal {
        SaParameters parameters = SaRequest.parameters(message, reqids);
        if (!store.library().has(parameters.algorithm())) {
            throw new Refusal(Refusal.EPROTONOSUPPORT);
        }
        IpAddress source = parameters.tunnel().source();
        IpAddress destination = parameters.tunnel().destination();
        if (!own.contains(destination) && !own.contains(source) && !own.adopt(destination)) {
            own.adopt(source);
        }
        SaDirection direction = direction(source, destination);
        LockedBytes key =
                SaRequest.key(message, keys, arena, parameters.algorithm().keyBytes());
        try {
            if (!store.add(direction, parameters, key, clock.getAsLong())) {
                throw new Refusal(Refusal.EEXIST);
            }
        } catch (KeyStoreFullException e) {
            throw new Refusal(Refusal.ENOBUFS);
        }
        larval.remove(parameters.spi());
        if (direction == SaDirection.OUTBOUND) {
            store.use(parameters.spi());
        }
        answers.send(message.header().answer(0), repeated(message));
    }

    void getSpi(PfKeyMessage message, Answers answers) throws Refusal {
        SadbSpirange range = message.spirange().orElseThrow(() -> new Refusal(Refusal.EINVAL));
        SadbAddress source = message.address(SadbExt.ADDRESS_SRC).orElseThrow(() -> new Refusal(Refusal.EINVAL));
        SadbAddress destination = message.address(SadbExt.ADDRESS_DST).orElseThrow(() -> new Refusal(Refusal.EINVAL));
        long min = Math.max(256, Integer.toUnsignedLong(range.min()));
        long max = Integer.toUnsignedLong(range.max());
        if (max < min) {
            throw new Refusal(Refusal.EINVAL);
        }
        for (int attempt = 0; attempt < SPI_ATTEMPTS_MAX && larval.size() < LARVAL_MAX; attempt++) {
            int spi = (int) (min + random.nextLong(max - min + 1));
            if (store.find(SaDirection.INBOUND, spi).isEmpty() && larval.add(spi)) {
                SadbSa sa = new SadbSa(spi, 0, SadbSa.STATE_LARVAL, 0, 0, 0);
                answers.send(message.header().answer(0), List.of(sa, source, destination));
                return;
            }
        }
        throw new Refusal(Refusal.ENOBUFS);
    }

    /** Deletes an SA, or gives an SPI back that GETSPI chose and that is not needed. */
    void delete(PfKeyMessage message, Answers answers) throws Refusal {
        PfKeySaName name = SaRequest.name(message);
        if (own.contains(name.destination()) && larval.remove(name.spi())) {
            answers.send(message.header().answer(0), repeated(message));
            return;
        }
        SecurityAssociation sa = find(message);
        store.delete(
                direction(name.source(), name.destination()), sa.parameters().spi());
        // Its last state, as Linux answers: what it has carried is known nowhere else from now on.
        answers.send(message.header().answer(0), description.standing(sa, sa.usage(clock.getAsLong())));
    }

    /** What an answer repeats: all that is understood but for keys. The rest would be as long as its sender likes. */
    private static List<SadbExtension> repeated(PfKeyMessage message) {
        return message.extensions().stream()
                .filter(extension -> REPEATED.contains(extension.extensionType()))
                .toList();
    }

    void get(PfKeyMessage message, Answers answers) throws Refusal {
        SecurityAssociation sa = find(message);
        answers.send(message.header().answer(0), description.standing(sa, sa.usage(clock.getAsLong())));
    }

    void flush(PfKeyMessage message, Answers answers) {
        store.flush();
        larval.clear();
        answers.send(message.header().answer(0), List.of());
    }

    /** Sequence numbers count down to 0, which ends the dump. */
    void dump(PfKeyMessage message, Answers answers) throws Refusal {
        List<SecurityAssociation> all = store.all();
        if (all.isEmpty()) {
            throw new Refusal(Refusal.ENOENT);
        }
        for (int i = 0; i < all.size(); i++) {
            SecurityAssociation sa = all.get(i);
            SadbMsg header = new SadbMsg(
                    SadbMsgType.DUMP,
                    SadbSatype.ESP,
                    0,
                    all.size() - 1 - i,
                    message.header().pid());
            answers.send(header, description.standing(sa, sa.usage(clock.getAsLong())));
        }
    }

    private SecurityAssociation find(PfKeyMessage message) throws Refusal {
        PfKeySaName name = SaRequest.name(message);
        return store.find(direction(name.source(), name.destination()), name.spi())
                .filter(sa -> sa.parameters().tunnel().source().equals(name.source()))
                .filter(sa -> sa.parameters().tunnel().destination().equals(name.destination()))
                .orElseThrow(() -> new Refusal(Refusal.ESRCH));
    }

    private SaDirection direction(IpAddress source, IpAddress destination) throws Refusal {
        if (own.contains(destination)) {
            return SaDirection.INBOUND;
        }
        if (own.contains(source)) {
            return SaDirection.OUTBOUND;
        }
        throw new Refusal(Refusal.EADDRNOTAVAIL);
    }
}
