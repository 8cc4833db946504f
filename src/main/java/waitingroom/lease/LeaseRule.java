package waitingroom.lease;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rule of the lease: what a node does after reading the row. ADR 0032 says why. */
final class LeaseRule {
  /** Outcome of the rule. */
  sealed interface Step {
    /** Write a first row. */
    record Create() implements Step {}

    /** Count on: this node is the holder. */
    record Renew(Lease row) implements Step {}

    /** Take over within the cluster, from a member that is gone. */
    record Succeed(Lease row) implements Step {}

    /** Take over from another cluster that is gone. */
    record Replace(Lease row) implements Step {}

    /** Another member renews it. */
    record Follow(Lease row) implements Step {}

    /**
     * Nothing, for now.
     *
     * @param other a lease of another cluster; null: there is none
     */
    record Wait(@Nullable Lease other, String why) implements Step {}

    /** Stop: the lease of this node's cluster is gone. */
    record Lose(String why) implements Step {}
  }

  private LeaseRule() {}

  static Step next(Optional<Lease> found, LeaseView view) {
    if (found.isEmpty()) {
      return withoutRow(view);
    }
    Lease row = found.get();
    if (row.holder().equals(view.self())) {
      return new Step.Renew(row);
    }
    Lease held = view.held();
    if (held == null) {
      return view.members().contains(row.holder()) ? new Step.Follow(row) : fromOutside(row, view);
    }
    return held.cluster().equals(row.cluster())
        ? within(row, held, view)
        : new Step.Lose("another cluster has taken the keyspace: " + whose(row));
  }

  private static Step withoutRow(LeaseView view) {
    if (view.held() != null) {
      return new Step.Lose("its row has been deleted");
    }
    return view.candidate()
        ? new Step.Create()
        : new Step.Wait(null, "no cluster has the lease of the keyspace yet");
  }

  /** The row is of this node's own cluster, with another holder. */
  private static Step within(Lease row, Lease held, LeaseView view) {
    if (row.term() == held.term()) {
      return sameTerm(row, view);
    }
    if (held.holder().equals(view.self())) {
      return new Step.Lose("members that gave this node up have taken it over: " + whose(row));
    }
    // A successor is accepted by those alone who have given up its predecessor themselves: of two
    // halves that both go on, one must not follow the other.
    return view.members().contains(row.holder()) && !view.members().contains(held.holder())
        ? new Step.Follow(row)
        : new Step.Wait(null, "the lease has a holder that is no member here: " + whose(row));
  }

  private static Step sameTerm(Lease row, LeaseView view) {
    if (view.members().contains(row.holder())) {
      return new Step.Follow(row);
    }
    return view.candidate() && view.known().contains(row.holder())
        ? new Step.Succeed(row)
        : new Step.Wait(null, "the member that held the lease is gone, the next takes it over");
  }

  /** This node's cluster, if it has one, has never had the lease. */
  private static Step fromOutside(Lease row, LeaseView view) {
    if (view.candidate()
        && (view.unchanged().compareTo(row.waitFor()) >= 0 || predecessor(row, view))) {
      return new Step.Replace(row);
    }
    return new Step.Wait(row, "another cluster has the lease of the keyspace: " + whose(row));
  }

  /**
   * Whether the holder was a process at this node's address, alone in its cluster: it has ended, or
   * this node could not listen there.
   */
  private static boolean predecessor(Lease row, LeaseView view) {
    return !view.place().isEmpty() && row.place().equals(view.place()) && row.members().size() == 1;
  }

  private static String whose(Lease row) {
    return "holder=" + row.holder() + " members=" + String.join(",", row.members());
  }
}
