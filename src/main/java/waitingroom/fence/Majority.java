package waitingroom.fence;

import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The side of a partition that continues, by the rule of the split brain resolver's {@code
 * keep-majority}: more than half of the members, or one half with the lowest address among them.
 * Members that are on their way in do not count, nor do those that have nearly left.
 */
final class Majority {
  private static final Set<MemberStatus> COUNTED =
      Set.of(MemberStatus.up(), MemberStatus.leaving());

  /** As the resolver orders addresses. */
  private static final Comparator<Member> BY_ADDRESS =
      Comparator.comparing((Member member) -> member.address().getHost().orElse(""))
          .thenComparing(member -> member.address().getPort().orElse(0));

  private Majority() {}

  /** True when the node that has this view is on the side that continues. */
  static boolean reachable(CurrentClusterState view) {
    Set<Member> unreachable = view.getUnreachable();
    long lost = counted(view).filter(unreachable::contains).count();
    long reached = counted(view).count() - lost;
    if (reached != lost) {
      return reached > lost;
    }
    Optional<Member> lowest = counted(view).min(BY_ADDRESS);
    return lowest.filter(Predicate.not(unreachable::contains)).isPresent() || reached == 0;
  }

  private static Stream<Member> counted(CurrentClusterState view) {
    return StreamSupport.stream(view.getMembers().spliterator(), false)
        .filter(member -> COUNTED.contains(member.status()));
  }
}
