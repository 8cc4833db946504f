package waitingroom.panel;

import java.time.Clock;
import waitingroom.access.Role;
import waitingroom.testkit.Chromium;
import waitingroom.testkit.Look;
import waitingroom.testkit.TestNode;

/** A node without TLS whose panel can be signed in to, and the browsers of those who do. */
record ControlRoom(TestNode node, Chromium chromium) implements AutoCloseable {
  /** The browser first: where there is none the test ends here. */
  static ControlRoom start(Class<?> test) {
    Chromium chromium = Chromium.start();
    TestNode node =
        TestNode.start(test, Clock.systemUTC(), "waiting-room.admin.session.secure-cookie = off");
    return new ControlRoom(node, chromium);
  }

  /** Somebody at a desk, signed in. */
  Operator operator(Role role) {
    return operator(Look.DESK, role);
  }

  Operator operator(Look look, Role role) {
    return Operator.signedIn(chromium.visit(look), node, role);
  }

  @Override
  public void close() {
    chromium.close();
    node.close();
  }
}
