package org.qgate.agent.pfkey;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.qgate.linux.pfkey.PfKeyConnection;
import org.qgate.linux.pfkey.PfKeyRequest;
import org.qgate.linux.pfkey.PfKeyResult;
import org.qgate.linux.pfkey.PfKeySocket;

/**
 * Requests that are sent together, so that both ends of the socket wake up once for all of them, each with what is to be done with its
 * answer. For the loop's thread.
 */
final class PfkeyBatch {
    private final PfKeySocket socket;
    private final List<PfKeyRequest> requests = new ArrayList<>();
    private final List<Consumer<PfKeyResult>> takers = new ArrayList<>();

    PfkeyBatch(PfKeySocket socket) {
        this.socket = socket;
    }

    /** Whether it must be sent before anything else is added. */
    boolean isFull() {
        return requests.size() == PfKeyConnection.REQUESTS_TOGETHER_MAX;
    }

    /** Adds a request; there must be room. */
    void add(PfKeyRequest request, Consumer<PfKeyResult> taker) {
        requests.add(request);
        takers.add(taker);
    }

    /** Sends what was added, and gives each answer to its taker, in order. */
    void send() {
        if (requests.isEmpty()) {
            return;
        }
        List<PfKeyResult> results = socket.all(List.copyOf(requests));
        List<Consumer<PfKeyResult>> told = List.copyOf(takers);
        requests.clear();
        takers.clear();
        for (int i = 0; i < told.size(); i++) {
            told.get(i).accept(results.get(i));
        }
    }
}
