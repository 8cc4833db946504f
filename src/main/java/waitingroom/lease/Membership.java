package waitingroom.lease;

import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The members of a node's cluster, as the lease names them. */
final class Membership {
  /** Role of nodes that know the lease; those of 0.1.0 do not renew it. */
  static final String ROLE = "keeps-lease";

  /** From up to gone: an exiting member may be the last one, and gives the lease back. */
  private static final Set<MemberStatus> RENEWING =
      Set.of(MemberStatus.up(), MemberStatus.leaving(), MemberStatus.exiting());

  private final Cluster cluster;

  Membership(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Unique address of this node: that of another start differs. */
  String self() {
    return name(cluster.selfMember());
  }

  String selfAddress() {
    return cluster.selfMember().address().toString();
  }

  /** Whether this node is a member. */
  boolean entered() {
    return members().anyMatch(one -> name(one).equals(self()));
  }

  /** Unique addresses of all members, empty outside of a cluster. */
  Set<String> names() {
    return entered() ? members().map(Membership::name).collect(Collectors.toSet()) : Set.of();
  }

  /** Addresses of the members, and of this node. */
  Set<String> addresses() {
    return Stream.concat(
            names().isEmpty() ? Stream.empty() : members().map(one -> one.address().toString()),
            Stream.of(selfAddress()))
        .collect(Collectors.toSet());
  }

  /** Whether this node is the oldest member of those that know the lease. */
  boolean oldest() {
    Member self = cluster.selfMember();
    return RENEWING.contains(self.status())
        && members()
            .filter(one -> one.hasRole(ROLE) && RENEWING.contains(one.status()))
            .noneMatch(one -> one.isOlderThan(self));
  }

  private Stream<Member> members() {
    return StreamSupport.stream(cluster.state().getMembers().spliterator(), false);
  }

  private static String name(Member member) {
    return member.address() + "#" + member.uniqueAddress().longUid();
  }
}
