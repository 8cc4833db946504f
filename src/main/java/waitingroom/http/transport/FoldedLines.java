package waitingroom.http.transport;

import io.netty.buffer.ByteBuf;

/** Finds header lines that begin with a blank, and so continue the line before. */
final class FoldedLines {
  private FoldedLines() {}

  /**
   * Looks at the lines of one head, up to the empty line behind it.
   *
   * @param startLine true: the first line is that of the request, behind what its sender may put in
   *     front
   */
  static boolean in(ByteBuf bytes, boolean startLine) {
    int end = bytes.writerIndex();
    int line = bytes.readerIndex();
    boolean header = !startLine;
    if (startLine) {
      while (line < end && bytes.getByte(line) <= ' ' && bytes.getByte(line) >= 0) {
        line++;
      }
    }
    while (line < end) {
      byte first = bytes.getByte(line);
      if (header && (first == ' ' || first == '\t')) {
        return true;
      }
      int feed = bytes.indexOf(line, end, (byte) '\n');
      if (feed < 0 || (header && isEmpty(bytes, line, feed))) {
        return false;
      }
      header = true;
      line = feed + 1;
    }
    return false;
  }

  private static boolean isEmpty(ByteBuf bytes, int line, int feed) {
    return feed == line || (feed == line + 1 && bytes.getByte(line) == '\r');
  }
}
