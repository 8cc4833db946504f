package waitingroom.panel;

import waitingroom.access.Role;
import waitingroom.testkit.Chromium;
import waitingroom.testkit.Look;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestNode;

/** Control panel of a node of {@link Profile#PANEL}, and the browsers of its operators. */
record ControlRoom(TestNode node, Chromium chromium) implements AutoCloseable {
  /** Starts the browser; without one, the test ends here. */
  static ControlRoom start(TestNode node) {
    return new ControlRoom(node, Chromium.start());
  }

  /** Signs in an operator in the desk look. */
  Operator operator(Role role) {
    return operator(Look.DESK, role);
  }

  Operator operator(Look look, Role role) {
    return Operator.signedIn(chromium.visit(look), node, role);
  }

  @Override
  public void close() {
    chromium.close();
  }
}
