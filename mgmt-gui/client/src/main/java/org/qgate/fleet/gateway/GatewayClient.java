package org.qgate.fleet.gateway;

import java.time.Duration;
import java.util.Optional;
import org.qgate.fleet.link.ChangeStatus;
import org.qgate.fleet.link.GatewayConfiguration;
import org.qgate.fleet.link.GatewayHealth;
import org.qgate.fleet.link.LinkSetting;

/**
 * One gateway, as its WBEM server shows it to the user whom the inventory names. Used by one thread at a time.
 *
 * <p>The steps of a change may be repeated: the gateway then answers as the first time. All of them throw {@link GatewayException}.
 */
public interface GatewayClient extends AutoCloseable {
    /** Its name in the inventory. */
    String name();

    /** For whom it asks. */
    String user();

    /** State of the gateway and of its links. */
    GatewayHealth health() throws GatewayException;

    /** Its links as they are configured, and the changes of them. */
    GatewayConfiguration configuration() throws GatewayException;

    /**
     * Takes a link's lock; the same transaction gets the same token again.
     *
     * @param timeout to the confirmation; whole seconds
     */
    LockGrant lock(String link, String transaction, long generation, Duration timeout) throws GatewayException;

    /**
     * Has what is wanted checked and stored beside what runs.
     *
     * @param wanted empty to remove the link
     */
    ChangeStatus prepare(String link, long token, Optional<LinkSetting> wanted) throws GatewayException;

    /** Takes a step that has no further arguments. */
    ChangeStatus take(ChangeAction action, String link, long token) throws GatewayException;

    /**
     * Makes what is wanted the running configuration, to be confirmed in time.
     *
     * @param confirmTimeout whole seconds
     */
    ChangeStatus commit(String link, long token, Duration confirmTimeout) throws GatewayException;

    /** Takes the lock from whoever has it and undoes what is not confirmed; for administrators. */
    ChangeStatus breakLock(String link) throws GatewayException;

    @Override
    void close();
}
