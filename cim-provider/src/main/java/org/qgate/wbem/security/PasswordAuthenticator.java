package org.qgate.wbem.security;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Checks names and passwords. An unknown name costs what a wrong password costs; who fails too often waits; slow hashes are computed one
 * at a time, so that a flood of bad passwords leaves the processor to others. A password that was right a moment ago is served even while
 * its address is slowed down: one bad client behind an address does not lock out the good ones.
 */
public final class PasswordAuthenticator {
    private static final int HASHES_AT_ONCE = 1;
    private static final int WAITING_MAX = 8;
    private static final long WAIT_SECONDS = 5;
    private static final int FREE_FAILURES_OF_AN_ADDRESS = 30;

    private final UserDirectory users;
    private final FailureThrottle throttle;
    private final FailureThrottle addressThrottle;
    private final VerifiedPasswords verified;
    private final PasswordHash decoy;
    private final Semaphore hashing = new Semaphore(HASHES_AT_ONCE);
    private final AtomicInteger waiting = new AtomicInteger();

    /** An authenticator for the users of a directory. */
    public PasswordAuthenticator(UserDirectory users, LongSupplier nanoTime, SecureRandom random) {
        this.users = users;
        this.throttle = new FailureThrottle(nanoTime, FailureThrottle.FREE_FAILURES);
        this.addressThrottle = new FailureThrottle(nanoTime, FREE_FAILURES_OF_AN_ADDRESS);
        this.verified = new VerifiedPasswords(nanoTime, random);
        this.decoy = PasswordHash.of(new char[] {'?'}, PasswordHash.ITERATIONS, random);
    }

    /** Checks; the caller wipes the password. */
    public AuthenticationResult authenticate(String address, String name, char[] password) {
        Optional<UserAccount> user = users.find(name);
        if (user.isPresent() && verified.knows(user.get(), password)) {
            return accepted(user.get());
        }
        String key = address + " " + (name.length() > 64 ? name.substring(0, 64) : name);
        long pause = Math.max(throttle.pauseSeconds(key), addressThrottle.pauseSeconds(address));
        if (pause > 0) {
            return new AuthenticationResult.Postponed(pause);
        }
        if (!enterHashing()) {
            return new AuthenticationResult.Postponed(WAIT_SECONDS);
        }
        boolean matches;
        try {
            matches = user.map(UserAccount::password).orElse(decoy).matches(password);
        } finally {
            hashing.release();
        }
        if (!matches || user.isEmpty()) {
            throttle.failed(key);
            addressThrottle.failed(address);
            return new AuthenticationResult.Refused();
        }
        throttle.succeeded(key);
        verified.remember(user.get(), password);
        return accepted(user.get());
    }

    /** Waits for its turn, unless too many wait already: threads that wait here serve nobody else. */
    private boolean enterHashing() {
        if (waiting.incrementAndGet() > WAITING_MAX) {
            waiting.decrementAndGet();
            return false;
        }
        try {
            return hashing.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** The user whose certificate TLS has checked, by its name. */
    public AuthenticationResult certified(String name) {
        return users.find(name)
                .<AuthenticationResult>map(user -> new AuthenticationResult.Accepted(
                        new Principal(user.name(), user.role(), Principal.Means.CERTIFICATE)))
                .orElseGet(AuthenticationResult.Refused::new);
    }

    private static AuthenticationResult accepted(UserAccount user) {
        return new AuthenticationResult.Accepted(new Principal(user.name(), user.role(), Principal.Means.PASSWORD));
    }
}
