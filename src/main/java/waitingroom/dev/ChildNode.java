package waitingroom.dev;

import java.io.IOException;
import java.io.InputStream;
import waitingroom.Main;

/**
 * A node that ends with its parent process: its standard input is a pipe that only the parent holds
 * open.
 */
public final class ChildNode {
  private ChildNode() {}

  public static void main(String[] args) {
    Thread watch = new Thread(ChildNode::endWithTheParent, "parent");
    watch.setDaemon(true);
    watch.start();
    Main.main(args);
  }

  private static void endWithTheParent() {
    InputStream parent = System.in;
    try {
      while (parent.read() >= 0) {
        // The parent writes nothing; only the end matters.
      }
    } catch (IOException e) {
      // Equivalent to the end.
    }
    System.exit(0);
  }
}
