package org.qgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lives in which the core once broke an invariant; each was seen to fail without the repair. */
class FixedBugsTest {
    /** Seeds belong to the faults that they were found with. */
    private static final Set<Fault> FAULTS_OF_THEIR_TIME = EnumSet.range(Fault.LOSS, Fault.FORGE);

    private static void assertHolds(long seed, Set<Fault> faults) {
        SimulationResult result = new Simulation(seed, faults).run();
        assertThat(result.violated()).as("seed %d: %s", seed, result.text()).isNull();
    }

    private static void assertHolds(long seed) {
        assertHolds(seed, FAULTS_OF_THEIR_TIME);
    }

    /** The inbound lifetime was made of the receiver's age limit, the use of the sender's. */
    @Test
    void keepsInboundSasForASenderWithALongerAgeLimit() {
        assertHolds(490);
        assertHolds(494);
    }

    /** A HELLO whose block differs at both ends was repeated for ever. */
    @Test
    void goesOnToAnotherBootstrapBlockWhenTheEndsHoldDifferentBits() {
        assertHolds(134);
        assertHolds(308);
    }

    /** Epochs without a single credit pushed out the one that the peer was still using. */
    @Test
    void keepsTheEpochInUseHoweverManyUnusedOnesFollow() {
        assertHolds(305);
        assertHolds(422);
    }

    /** An offer of blocks that the receiver had seen leased was refused for ever. */
    @Test
    void passesOverBlocksThatARestoredDiskOffersAgain() {
        assertHolds(818);
    }

    /** Both ends answered each other's HELLO, gave up their own, and waited. */
    @Test
    void agreesWhenBothEndsAnswerEachOther() {
        assertHolds(1690);
        assertHolds(1757);
    }

    /** The SA that a switch was under way to reached its hard limit before the kernel answered, and was kept. */
    @Test
    void leavesAnSaThatExpiredDuringTheSwitchToIt() {
        assertHolds(815, EnumSet.range(Fault.LOSS, Fault.TWINS));
    }

    /** An age limit reached during a switch stayed due until the kernel had answered. */
    @Test
    void waitsForASwitchWithoutSpinning() {
        assertHolds(2157);
    }

    /** A second draw that failed late stayed due while the keys of the first waited for the disk. */
    @Test
    void waitsForItsDiskWithoutSpinning() {
        assertHolds(31835);
        assertHolds(32418);
    }

    /** A stalled kernel did the block and the deletion at one moment: packets that waited for their turn lost their SA. */
    @Test
    void keepsTheSaInUseUntilAStalledKernelHasBlocked() {
        assertHolds(920, EnumSet.of(Fault.STALL, Fault.STARVE, Fault.KERNEL));
        assertHolds(1102, EnumSet.of(Fault.STALL, Fault.STARVE, Fault.KERNEL));
    }

    /** An offer of a message key whose block the receiver had seen leased was refused without an answer, and repeated for ever. */
    @Test
    void passesOverTheBlockOfAMessageKeyThatALostDiskOffersAgain() {
        assertHolds(6729, EnumSet.allOf(Fault.class));
    }

    /** Each proposal to a peer of the version before began with silence, though the peer had just answered in that version. */
    @Test
    void remembersThatItsPeerIsOlder() {
        assertHolds(2091, EnumSet.allOf(Fault.class));
        assertHolds(4793, EnumSet.allOf(Fault.class));
        assertHolds(9414, EnumSet.allOf(Fault.class));
    }

    /** The SA in use was deleted at once when its block was refused, though a switch had followed and packets waited under it. */
    @Test
    void retiresTheSaInUseWhereASwitchHasFollowedARefusedBlock() {
        assertHolds(1085, EnumSet.allOf(Fault.class));
    }
}
